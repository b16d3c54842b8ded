import { LogMessage } from '../../log/index.js';
import type { OpenDocument } from '../open-document.js';

/** Notes in the log that a document changed, with the new values. */
export async function logChange(document: OpenDocument, changed: readonly string[]): Promise<void> {
  if (changed.length === 0) return;
  const values = document.record as unknown as Record<string, unknown>;
  const after = Object.fromEntries(changed.map((name) => [name, values[name]]));
  await log(document, 'info', 'document-changed', after);
}

/** Notes in the log that a document is gone, with what identified it. */
export async function logDeletion(document: OpenDocument): Promise<void> {
  const { codigo, fecha, total } = document.record;
  await log(document, 'warning', 'document-deleted', { codigo, fecha, total });
}

async function log(
  { kind, record, key, context }: OpenDocument,
  level: string,
  message: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await context.records.insert(LogMessage, {
    // What happened to customer invoices can not be taken out of the log.
    channel: kind.name === 'FacturaCliente' ? 'audit' : 'docs',
    level,
    message: context.text(message, { value: record.codigo }),
    model: kind.name,
    modelcode: String(key),
    context: JSON.stringify(details),
  });
}
