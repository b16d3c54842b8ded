import type { OpenApiDocument } from '../kernel/openapi/openapi-types.js';

/** Wide enough for most columns. */
const WIDTH = 180;

/**
 * The document as the text of a file that people review: what fits on a line stands on one, so
 * that a changed column is a changed line.
 */
export function documentText(document: OpenApiDocument): string {
  return `${written(document, '', 0)}\n`;
}

/** @param taken characters that stand before the value on its line */
function written(value: unknown, indent: string, taken: number): string {
  const short = onOneLine(value);
  if (typeof value !== 'object' || value === null) return short;
  // One more for the comma that may follow.
  if (taken + short.length < WIDTH || short.length === 2) return short;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => written(item, inner, inner.length))
    : Object.entries(value).map(([name, member]) => {
        const start = `${JSON.stringify(name)}: `;
        return start + written(member, inner, inner.length + start.length);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner}${lines.join(`,\n${inner}`)}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${onOneLine(member)}`,
  );
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}
