import { isScalar } from '../http/body/field-values.js';

/** As JSON and programs write numbers. */
const WITH_POINT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** One comma and no point: nothing else groups digits, so it begins the decimals. */
const WITH_COMMA = /^[+-]?\d*,\d+$/;
/** Points that group thousands before a comma. */
const GROUPED = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/;

/**
 * The number that a client sends, as one or as its text: the one rule of all bodies and imports. A
 * comma is the decimal sign where it can be nothing else: `1,5` is 1.5 and `1.234,56` is 1234.56,
 * while `1,234.56` is no number. Truth values are 1 and 0.
 *
 * @returns null for what is no number as a whole; not finite for one that is too large
 */
export function sentNumber(raw: unknown): number | null {
  if (!isScalar(raw)) return null;
  if (typeof raw !== 'string') return Number(raw) + 0;
  const text = raw.trim();
  if (WITH_POINT.test(text)) return Number(text) + 0;
  if (!WITH_COMMA.test(text) && !GROUPED.test(text)) return null;
  return Number(text.replaceAll('.', '').replace(',', '.')) + 0;
}
