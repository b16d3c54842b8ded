import { refuse } from '../../kernel/errors/problem.js';
import type { OpenDocument } from '../open-document.js';
import { testYear } from '../writing/document-date.js';

/** Columns that may change whatever the status and the fiscal year of a document. */
export const UNLOCKED_COLUMNS: ReadonlySet<string> = new Set([
  'femail',
  'idestado',
  'idestado_ant',
  'numdocs',
  'pagada',
]);

/** What the server itself keeps up to date beside them. */
const DERIVED = new Set(['editable', 'vencida', 'idasiento']);

/** Names of the columns whose values differ from those before, in the order of the table. */
export function changedColumns({ kind, record, before, context }: OpenDocument): string[] {
  const [now, then] = [record, before] as unknown as Record<string, unknown>[];
  return context.models
    .of(kind.document)
    .columns.map(({ name }) => name)
    .filter((name) => now?.[name] !== then?.[name]);
}

/**
 * Refuses what a locked document, or one of a closed fiscal year, does not allow.
 *
 * @throws RuleError `non-editable-document`, `closed-exercise`, `non-editable-column`
 */
export async function testLock(
  { record, former }: OpenDocument,
  changed: readonly string[],
): Promise<void> {
  const restricted = changed.filter((name) => !UNLOCKED_COLUMNS.has(name) && !DERIVED.has(name));
  const [first] = restricted;
  if (!former || first === undefined) return;
  if (!former.record.editable && !record.editable) refuse('non-editable-document', first);
  if (changed.includes('idempresa')) refuse('non-editable-column', 'idempresa');
  await testYear(former);
}
