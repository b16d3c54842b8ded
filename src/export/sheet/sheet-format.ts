import { DocumentFormat, type AnyDocument, type OpenDocument } from '../../documents/index.js';
import type { FieldValue } from '../../kernel/http/body/form-fields.js';

/**
 * The print format that a request names, of whatever kind of document; else the one of those to be
 * applied unasked that says most about the document. Null: none.
 */
export async function formatOf(
  { kind, record, context }: OpenDocument,
  wanted: FieldValue | undefined,
): Promise<DocumentFormat | null> {
  const formats = await context.records.all(DocumentFormat);
  const id = typeof wanted === 'string' ? Number.parseInt(wanted, 10) : 0;
  const named = formats.find((format) => format.id === id);
  if (named) return named;
  let best: DocumentFormat | null = null;
  let most = -1;
  for (const format of formats) {
    const fit = format.autoaplicar ? fitOf(format, kind.name, record) : -1;
    if (fit > most) [best, most] = [format, fit];
  }
  return best;
}

/** How much a format says about the document: kind, then series, then company; -1: of others. */
function fitOf(format: DocumentFormat, kind: string, document: Readonly<AnyDocument>): number {
  const limits = [
    [format.tipodoc, kind],
    [format.codserie?.toLowerCase(), document.codserie.toLowerCase()],
    [format.idempresa, document.idempresa],
  ] as const;
  if (limits.some(([limit, own]) => limit && limit !== own)) return -1;
  return limits.reduce((fit, [limit]) => fit * 2 + (limit ? 1 : 0), 0);
}
