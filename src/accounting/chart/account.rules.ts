import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../../models/index.js';
import { linkedAccount } from './account-lookup.js';
import { moveTotals, type Place } from './account-totals.js';
import { Account } from './account.entity.js';
import { openYear } from '../years/open-year.js';
import { Subaccount } from './subaccount.entity.js';

const DIGITS = /^\d+$/;

/**
 * Accounts of the chart of one fiscal year. An account is longer than its parent and shorter than
 * the ledger accounts below it; its totals come from the ledger, never from a client.
 */
@Injectable()
export class AccountRules extends ModelRules<Account> {
  readonly model = Account;

  override async validate(
    record: Account,
    test: RecordTest<Account>,
    before: Readonly<Account> | null,
  ): Promise<void> {
    keepTotals(record, before);
    test.escape('codcuenta', 'descripcion');
    test.emptyToNull('codcuentaesp');
    test.filled('codcuenta');
    if (!DIGITS.test(record.codcuenta)) {
      refuse('account-code-not-numeric', 'codcuenta', { value: record.codcuenta });
    }
    if (record.descripcion === null) {
      refuse('field-can-not-be-null', 'descripcion', { table: 'cuentas' });
    }
    test.filled('codejercicio');
    const { longsubcuenta } = await openYear(record.codejercicio, test.context);
    if (before && before.codejercicio !== record.codejercicio) {
      await openYear(before.codejercicio, test.context);
    }
    await resolveParent(record, before, test.context);
    if (longsubcuenta !== null && record.codcuenta.length >= longsubcuenta) {
      const params = { value: record.codcuenta, length: longsubcuenta };
      refuse('account-code-bigger-than-subaccounts', 'codcuenta', params);
    }
    test.columns();
  }

  override async afterUpdate(
    record: Account,
    before: Readonly<Account>,
    context: Context,
  ): Promise<void> {
    const { idcuenta, codcuenta } = record;
    await moveTotals(record, placeOf(before), placeOf(record), context);
    if (codcuenta === before.codcuenta) return;
    await context.records.assign(
      Account,
      { parent_idcuenta: idcuenta },
      { parent_codcuenta: codcuenta },
    );
    await context.records.assign(Subaccount, { idcuenta }, { codcuenta });
  }

  override async beforeDelete({ idcuenta, codejercicio }: Account, context: Context) {
    await openYear(codejercicio, context);
    if ((await context.records.count(Account, { parent_idcuenta: idcuenta })) > 0) {
      refuse('account-with-children');
    }
    const subaccounts = await context.records.list(Subaccount, { idcuenta });
    const used = subaccounts.find(({ debe, haber, saldo }) => debe || haber || saldo);
    if (used) refuse('account-with-balance', undefined, { value: used.codsubcuenta });
  }
}

function keepTotals(record: Account, before: Readonly<Account> | null): void {
  record.debe = before?.debe ?? 0;
  record.haber = before?.haber ?? 0;
  record.saldo = before?.saldo ?? 0;
}

/** Fills in both halves of the link to the parent; an unknown parent makes a root. */
async function resolveParent(
  record: Account,
  before: Readonly<Account> | null,
  context: Context,
): Promise<void> {
  if (isEmpty(record.parent_idcuenta) && isEmpty(record.parent_codcuenta)) {
    record.parent_idcuenta = null;
    record.parent_codcuenta = null;
    return;
  }
  const stored = before && linkOf(before);
  const parent = await linkedAccount(linkOf(record), stored, record.codejercicio, context);
  record.parent_idcuenta = parent?.idcuenta ?? null;
  record.parent_codcuenta = parent?.codcuenta ?? null;
  if (!parent) return;
  if (parent.idcuenta === record.idcuenta) refuse('account-own-parent', 'parent_idcuenta');
  if (parent.codcuenta.length >= record.codcuenta.length) {
    const params = { value: record.codcuenta, parent: parent.codcuenta };
    refuse('account-code-lower-than-parent', 'codcuenta', params);
  }
}

function placeOf({ codejercicio, parent_idcuenta }: Readonly<Account>): Place {
  return { codejercicio, account: parent_idcuenta };
}

function linkOf({ parent_idcuenta, parent_codcuenta }: Readonly<Account>) {
  return { id: parent_idcuenta, code: parent_codcuenta };
}
