import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { testYear } from '../writing/document-date.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';

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

/** Names of the columns whose values differ, in the order of the table. */
export function changedColumns(
  kind: DocumentKind,
  document: Readonly<AnyDocument>,
  before: Readonly<AnyDocument>,
  context: Context,
): string[] {
  const [now, then] = [document, before] as unknown as Record<string, unknown>[];
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
  document: AnyDocument,
  before: Readonly<AnyDocument>,
  changed: readonly string[],
  context: Context,
): Promise<void> {
  const restricted = changed.filter((name) => !UNLOCKED_COLUMNS.has(name) && !DERIVED.has(name));
  const [first] = restricted;
  if (first === undefined) return;
  if (!before.editable && !document.editable) refuse('non-editable-document', first);
  if (changed.includes('idempresa')) refuse('non-editable-column', 'idempresa');
  await testYear(before, context);
}
