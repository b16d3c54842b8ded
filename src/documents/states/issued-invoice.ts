import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import type { DocumentKind } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { statesOf } from './document-states.js';

/*
 * An invoice is issued once its status allows no changes any more. With `lockissued` in the `default`
 * settings it stays so: it neither becomes a draft again nor goes, and so its number is never given
 * to another one. Real Decreto 1619/2012, article 6.1.a, asks for correlative numbers, and Real
 * Decreto 1007/2023, article 8, for records that nobody alters or deletes; what was wrong is put right
 * by a refund (Real Decreto 1619/2012, article 15). Invoices of suppliers are issued by others.
 */

/** Whether what is issued of the kind stays issued. */
export function staysIssued(kind: DocumentKind, { settings }: Context): boolean {
  return kind.name === 'FacturaCliente' && settings.isOn('lockissued');
}

/** @throws RuleError `invoice-issued` for a change that makes a draft of an issued invoice */
export function testStaysIssued({ kind, record, before, context }: OpenDocument): void {
  if (!before || !staysIssued(kind, context)) return;
  const wasIssued = before.editable === false;
  if (wasIssued && record.editable) refuse('invoice-issued', 'idestado', { value: before.codigo });
}

/** @throws RuleError `invoice-issued` for an invoice that is issued, or was and is a draft again */
export async function testNeverIssued({ kind, record, context }: OpenDocument): Promise<void> {
  if (!staysIssued(kind, context)) return;
  const states = await statesOf(kind, context);
  const former = states.find(({ idestado }) => idestado === record.idestado_ant);
  // A refund begins with the status of its invoice as the one before.
  const wasIssued = former?.editable === false && !record.idfacturarect;
  if (record.editable === false || wasIssued) {
    refuse('invoice-issued', kind.key, { value: record.codigo });
  }
}
