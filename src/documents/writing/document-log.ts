import type { Context } from '../../models/index.js';
import { LogMessage } from '../../log/index.js';
import { keyOf, type AnyDocument, type DocumentKind } from '../kinds/document-kind.js';

/** Notes in the log that a document changed, with the new values. */
export async function logChange(
  kind: DocumentKind,
  document: AnyDocument,
  changed: readonly string[],
  context: Context,
): Promise<void> {
  if (changed.length === 0) return;
  const values = document as unknown as Record<string, unknown>;
  const after = Object.fromEntries(changed.map((name) => [name, values[name]]));
  await log(kind, document, 'info', 'document-changed', after, context);
}

/** Notes in the log that a document is gone, with what identified it. */
export async function logDeletion(
  kind: DocumentKind,
  document: AnyDocument,
  context: Context,
): Promise<void> {
  const { codigo, fecha, total } = document;
  await log(kind, document, 'warning', 'document-deleted', { codigo, fecha, total }, context);
}

async function log(
  kind: DocumentKind,
  document: AnyDocument,
  level: string,
  message: string,
  details: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<void> {
  await context.records.insert(LogMessage, {
    // What happened to customer invoices can not be taken out of the log.
    channel: kind.name === 'FacturaCliente' ? 'audit' : 'docs',
    level,
    message: context.text(message, { value: document.codigo }),
    model: kind.name,
    modelcode: String(keyOf(kind, document)),
    context: JSON.stringify(details),
  });
}
