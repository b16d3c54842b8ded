import type { FormerRecords } from '../../company/index.js';
import type { AnyDocument, OpenDocument } from '../../documents/index.js';
import type { Context } from '../../models/index.js';
import {
  BankAccount,
  CustomerBankAccount,
  CustomerReceipt,
  PaymentMethod,
} from '../../payments/index.js';
import type { SheetPayment } from '../document-sheet.js';
import { readable } from './sheet-text.js';

interface Terms {
  readonly method: string;
  readonly iban: string;
}

/**
 * How a sale is paid: by its receipts, once it is invoiced. Null for purchases.
 *
 * @param former what it was issued under
 */
export async function sheetPayment(
  { kind, record, key, context }: OpenDocument,
  former: FormerRecords,
): Promise<SheetPayment | null> {
  if (kind.side === 'purchase') return null;
  const receipts =
    kind.stage === 'invoice'
      ? await context.records.list(
          CustomerReceipt,
          { idfactura: key },
          { orderBy: ['numero', 'idrecibo'] },
        )
      : [];
  const methods = await context.records.all(PaymentMethod);
  const methodOf = (code: string | null): PaymentMethod | undefined => {
    const method = methods.find(({ codpago }) => codpago.toLowerCase() === code?.toLowerCase());
    const name = { table: 'formaspago', code: method?.codpago ?? code ?? '' };
    const was = former.of<PaymentMethod>(name);
    return was ? Object.assign(new PaymentMethod(), method, was) : method;
  };
  const used = [record, ...receipts].map(({ codpago }) => methodOf(codpago));
  const ibans = await ibansOf(used, record, former, context);
  const termsOf = (code: string | null): Terms => {
    const method = methodOf(code);
    return method
      ? { method: readable(method.descripcion), iban: ibans(method) }
      : { method: code ?? '', iban: '' };
  };
  return {
    ...termsOf(record.codpago),
    receipts: receipts.map((receipt) => ({
      ...termsOf(receipt.codpago),
      number: receipt.numero ?? 0,
      amount: receipt.importe ?? 0,
      due: receipt.vencimiento ?? receipt.fecha,
      paid: receipt.pagado ?? false,
    })),
    validUntil: record.finoferta ?? null,
  };
}

/**
 * What is printed of bank accounts: that of the customer for direct debits, ours otherwise; nothing
 * for methods that are not to be printed.
 */
async function ibansOf(
  used: readonly (PaymentMethod | undefined)[],
  { codcliente }: Readonly<AnyDocument>,
  former: FormerRecords,
  context: Context,
): Promise<(method: PaymentMethod) => string> {
  const printed = used.filter((method) => method?.imprimir);
  const debits = printed.some((method) => method?.domiciliado) && codcliente;
  const customers = debits ? await context.records.list(CustomerBankAccount, { codcliente }) : [];
  const own = printed.some((method) => method?.codcuentabanco)
    ? await context.records.all(BankAccount)
    : [];
  const main = customers.find(({ principal }) => principal);
  return ({ imprimir, domiciliado, codcuentabanco }) => {
    if (!imprimir) return '';
    if (domiciliado) return maskedIban(main?.iban ?? null);
    const was = former.of<BankAccount>({ table: 'cuentasbanco', code: codcuentabanco ?? '' });
    const account = was ?? own.find(({ codcuenta }) => codcuenta === codcuentabanco);
    return groupedIban(account?.iban ?? null);
  };
}

/** In groups of four, as ISO 13616 prints it. */
export function groupedIban(iban: string | null): string {
  return groupsOf(iban).join(' ');
}

/** Recognised by whoever knows it: nothing but the country, the check digits and the end. */
export function maskedIban(iban: string | null): string {
  const groups = groupsOf(iban);
  return groups
    .map((group, place) => (place === 0 || place === groups.length - 1 ? group : 'XXXX'))
    .join(' ');
}

function groupsOf(iban: string | null): string[] {
  return (
    readable(iban)
      .replace(/\s/g, '')
      .match(/.{1,4}/g) ?? []
  );
}
