import { LogMessage } from '../../log/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, type Context, type RecordTest } from '../../models/index.js';
import { isBic, isIban } from './iban.js';

/** Steps that the rules of the three kinds of bank account share. */

export interface Account {
  codcuenta: string;
  descripcion: string | null;
  iban: string | null;
  swift: string | null;
}

/**
 * The code is a number; IBAN and SWIFT code, kept as typed, are right when the settings want the
 * one checked.
 *
 * @throws RuleError `invalid-number`, `invalid-iban`, `invalid-swift`
 */
export function testBankAccount<T extends Account>(test: RecordTest<T>): void {
  const { record } = test;
  if (!isEmpty(record.codcuenta) && !/^\d+$/.test(record.codcuenta)) {
    refuse('invalid-number', 'codcuenta', { value: record.codcuenta });
  }
  test.escape('descripcion', 'iban', 'swift');
  const { iban, swift } = record;
  if (!areChecked(test.context)) return;
  if (!isEmpty(iban) && !isIban(iban)) refuse('invalid-iban', 'iban', { iban });
  if (!isEmpty(swift) && !isBic(swift)) refuse('invalid-swift', 'swift', { value: swift });
}

/** Whether the settings want what banks give to be checked. */
export function areChecked(context: Context): boolean {
  return context.settings.isOn('validate_iban');
}

/** Leaves a record of who pays where: whoever changes an IBAN diverts money. */
export async function auditIban(
  model: string,
  account: Account,
  before: Readonly<Account>,
  context: Context,
): Promise<void> {
  if (account.iban === before.iban) return;
  const change = { old: before.iban ?? '', new: account.iban ?? '' };
  await context.records.insert(LogMessage, {
    channel: 'audit',
    context: JSON.stringify(change),
    level: 'info',
    message: context.text('iban-changed', { code: account.codcuenta, ...change }),
    model,
    modelcode: account.codcuenta,
  });
}
