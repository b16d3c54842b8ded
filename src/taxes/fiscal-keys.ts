import { refuse, type Problem } from '../kernel/errors/problem.js';
import type { RecordTest } from '../models/index.js';

/** Operations of documents and parties that are taxed otherwise than most, or reported so. */
const OPERATIONS = [
  'intracomunitaria',
  'intracom-servicios',
  'inv-sujeto-pasivo',
  'exportacion',
  'importacion',
  'benefit-third-parties',
  'successive-tract',
  'work-certification',
];

/** Why something bears no VAT: articles of Ley 37/1992, and two for all else. */
const EXCEPTIONS = [
  ...['ES_7', 'ES_14', 'ES_20', 'ES_21', 'ES_22', 'ES_23_24', 'ES_25', 'ES_68_70', 'ES_84'],
  ...['ES_OTHER', 'ES_OTHER_NOT_SUBJECT'],
];

const KNOWN = { operacion: OPERATIONS, excepcioniva: EXCEPTIONS };

export type FiscalKey = keyof typeof KNOWN;

/** What is wrong with a value that a client sends for a column; none is fine. */
export function fiscalKeyProblem(name: FiscalKey, value: unknown, field: string): Problem | null {
  if (typeof value !== 'string' || value === '' || KNOWN[name].includes(value)) return null;
  const params = { value: value.slice(0, 60), known: KNOWN[name].join(', ') };
  return { code: 'unknown-fiscal-key', field, params };
}

/**
 * Refuses a value that does not exist, where it was sent; what is stored or copied stays.
 *
 * @throws RuleError `unknown-fiscal-key`, which tells those that there are
 */
export function testFiscalKeys<T extends object>(
  test: RecordTest<T>,
  before: Readonly<T> | null,
  ...names: readonly FiscalKey[]
): void {
  for (const name of names) {
    const value = (test.record as Partial<Record<FiscalKey, unknown>>)[name];
    const stored = (before as Partial<Record<FiscalKey, unknown>> | null)?.[name];
    if (!test.sent.columns.has(name) || value === stored) continue;
    const problem = fiscalKeyProblem(name, value, name);
    if (problem) refuse(problem.code, name, problem.params);
  }
}
