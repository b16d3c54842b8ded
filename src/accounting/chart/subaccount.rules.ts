import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import { ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { accountByPrefix, linkedAccount } from './account-lookup.js';
import { moveTotals, type Place } from './account-totals.js';
import { JournalEntryLine } from '../journal/journal-entry-line.entity.js';
import { balanceOf } from '../journal/balance.js';
import { openYear } from '../years/open-year.js';
import { expandedCode } from './subaccount-code.js';
import { Subaccount } from './subaccount.entity.js';

/**
 * Ledger accounts of one fiscal year: a code of exactly the length that the year fixes, under an
 * account. Their totals come from the journal lines, never from a client.
 */
@Injectable()
export class SubaccountRules extends ModelRules<Subaccount> {
  readonly model = Subaccount;

  override async validate(
    record: Subaccount,
    test: RecordTest<Subaccount>,
    before: Readonly<Subaccount> | null,
  ): Promise<void> {
    const { context } = test;
    test.escape('codsubcuenta', 'codcuenta', 'descripcion');
    test.emptyToNull('codcuentaesp');
    derivedTotals(record, before, context);
    test.filled('codejercicio');
    test.filled('codsubcuenta');
    const { longsubcuenta } = await openYear(record.codejercicio, context);
    if (before && before.codejercicio !== record.codejercicio) {
      await openYear(before.codejercicio, context);
    }
    const length = longsubcuenta ?? record.codsubcuenta.length;
    if (test.isNew) record.codsubcuenta = expandedCode(record.codsubcuenta, length);
    if (record.codsubcuenta.length !== length) {
      refuse('account-length-error', 'codsubcuenta', { value: record.codsubcuenta, length });
    }
    await resolveAccount(record, before, context);
    test.columns();
  }

  override async afterUpdate(
    record: Subaccount,
    before: Readonly<Subaccount>,
    context: Context,
  ): Promise<void> {
    const { idsubcuenta, codsubcuenta } = record;
    await moveTotals(record, placeOf(before), placeOf(record), context);
    if (codsubcuenta === before.codsubcuenta) return;
    await context.records.assign(JournalEntryLine, { idsubcuenta }, { codsubcuenta });
    const counterpart = { idcontrapartida: idsubcuenta };
    await context.records.assign(JournalEntryLine, counterpart, { codcontrapartida: codsubcuenta });
  }

  override async beforeDelete(record: Subaccount, context: Context): Promise<void> {
    await openYear(record.codejercicio, context);
  }
}

function derivedTotals(
  record: Subaccount,
  before: Readonly<Subaccount> | null,
  context: Context,
): void {
  record.debe = before?.debe ?? 0;
  record.haber = before?.haber ?? 0;
  record.saldo = balanceOf(record.debe, record.haber, context);
}

/** Fills in both halves of the link; a new ledger account goes where its code belongs. */
async function resolveAccount(
  record: Subaccount,
  before: Readonly<Subaccount> | null,
  context: Context,
): Promise<void> {
  const { codsubcuenta, codejercicio } = record;
  const stored = before && linkOf(before);
  let account = await linkedAccount(linkOf(record), stored, codejercicio, context);
  if (!account || (!before && !codsubcuenta.startsWith(account.codcuenta))) {
    account = (await accountByPrefix(codsubcuenta, codejercicio, context)) ?? account;
  }
  if (!account) refuse('account-not-found', 'codcuenta', { value: record.codcuenta ?? '' });
  record.idcuenta = account.idcuenta;
  record.codcuenta = account.codcuenta;
}

function placeOf({ codejercicio, idcuenta }: Readonly<Subaccount>): Place {
  return { codejercicio, account: idcuenta };
}

function linkOf({ idcuenta, codcuenta }: Readonly<Subaccount>) {
  return { id: idcuenta, code: codcuenta };
}
