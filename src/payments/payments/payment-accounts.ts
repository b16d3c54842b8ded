import {
  existingSubaccounts,
  partyAccount,
  specialSubaccounts,
  type PaymentAccounts,
} from '../../accounting/index.js';
import type { Context } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import { BankAccount } from '../bank-accounts/bank-account.entity.js';
import { paymentMethodOf } from '../methods/look-ups.js';
import type { AnyPayment } from '../receipts/receipt-side.js';

/** Bank charges and similar (PGC, RD 1514/2007, group 626), however long its code is. */
const BANK_CHARGES = '626.0';

/** A customer or supplier by code; null for none. */
export interface PaidParty {
  readonly side: Side;
  readonly code: string | null;
}

/**
 * The ledger accounts of a payment in a fiscal year: of the customer or supplier, of the bank
 * account of the payment method, and of what the bank charges. Those that records name are made
 * where the year lacks them.
 */
export async function paymentAccounts(
  payment: AnyPayment,
  { side, code }: PaidParty,
  codejercicio: string,
  context: Context,
): Promise<PaymentAccounts> {
  const bank = await bankAccountOf(payment, context);
  const money = await moneyAccount(bank, codejercicio, context);
  return {
    subject: await partyAccount({ side, code }, codejercicio, context),
    money,
    expense: payment.gastos ? await expenseAccount(bank, codejercicio, context) : null,
  };
}

/** The own bank account where the payment method moves its money; null for none. */
async function bankAccountOf(
  { codpago }: AnyPayment,
  context: Context,
): Promise<BankAccount | null> {
  const method = await paymentMethodOf(codpago, context);
  const code = method?.codcuentabanco?.toLowerCase();
  if (code === undefined) return null;
  return (
    (await context.records.all(BankAccount)).find(
      (each) => each.codcuenta.toLowerCase() === code,
    ) ?? null
  );
}

async function moneyAccount(bank: BankAccount | null, codejercicio: string, context: Context) {
  if (!bank?.codsubcuenta) return bankOrCash(codejercicio, context);
  const { codsubcuenta: code, descripcion: description } = bank;
  for (const tag of ['BANCO', 'CAJA'] as const) {
    const wanted = [{ code, below: { tag, description } }];
    const found = (await existingSubaccounts(wanted, codejercicio, context)).get(code);
    if (found) return found;
  }
  return null;
}

async function expenseAccount(bank: BankAccount | null, codejercicio: string, context: Context) {
  if (bank?.codsubcuentagasto) {
    const { codsubcuentagasto: code, descripcion: description } = bank;
    const wanted = [{ code, below: { tag: 'BANCO' as const, description } }];
    return (await existingSubaccounts(wanted, codejercicio, context)).get(code) ?? null;
  }
  const special = await specialSubaccounts(['GTOBAN'], codejercicio, context);
  const charges = special.get('GTOBAN');
  if (charges) return charges;
  const usual = await existingSubaccounts([{ code: BANK_CHARGES }], codejercicio, context);
  return usual.get(BANK_CHARGES) ?? bankOrCash(codejercicio, context);
}

async function bankOrCash(codejercicio: string, context: Context): Promise<string | null> {
  const special = await specialSubaccounts(['BANCO', 'CAJA'], codejercicio, context);
  return special.get('BANCO') ?? special.get('CAJA') ?? null;
}
