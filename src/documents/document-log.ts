import type { Context } from '../models/index.js';
import { LogMessage } from '../system/index.js';
import { keyOf, type AnyDocument, type DocumentKind } from './document-kind.js';

/** Notes in the log that a document changed, with the new values. */
export async function logChange(
  kind: DocumentKind,
  document: AnyDocument,
  changed: readonly string[],
  c: Context,
): Promise<void> {
  if (changed.length === 0) return;
  const values = document as unknown as Record<string, unknown>;
  const context = Object.fromEntries(changed.map((name) => [name, values[name]]));
  await log(kind, document, 'info', 'document-changed', context, c);
}

/** Notes in the log that a document is gone, with what identified it. */
export async function logDeletion(
  kind: DocumentKind,
  document: AnyDocument,
  c: Context,
): Promise<void> {
  const { codigo, fecha, total } = document;
  await log(kind, document, 'warning', 'document-deleted', { codigo, fecha, total }, c);
}

async function log(
  kind: DocumentKind,
  document: AnyDocument,
  level: string,
  message: string,
  context: Readonly<Record<string, unknown>>,
  c: Context,
): Promise<void> {
  await c.insert(LogMessage, {
    // What happened to customer invoices can not be taken out of the log.
    channel: kind.name === 'FacturaCliente' ? 'audit' : 'docs',
    level,
    message: c.text(message, { value: document.codigo }),
    model: kind.name,
    modelcode: String(keyOf(kind, document)),
    context: JSON.stringify(context),
  });
}
