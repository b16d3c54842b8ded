import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { SaveError } from '../../kernel/errors/refusal.js';
import type { Context } from '../../models/index.js';
import {
  keyOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { byPosition, linesOf } from '../writing/line-order.js';

/** A document with its lines, in their order. */
export interface WrittenDocument {
  readonly doc: AnyDocument;
  readonly lines: readonly AnyLine[];
}

/** The document and its lines as GET requests would show them now. */
export async function writtenDocument(
  kind: DocumentKind,
  document: AnyDocument,
  context: Context,
): Promise<WrittenDocument> {
  const key = keyOf(kind, document);
  const stored = await context.records.find(kind.document, key);
  return { doc: stored ?? document, lines: inOrder(await linesOf(kind, key, context)) };
}

/** Lines as a document shows them. */
export function inOrder(lines: readonly AnyLine[]): readonly AnyLine[] {
  return lines.toSorted(byPosition);
}

/**
 * Runs a step.
 *
 * @throws SaveError with the code of the step, for what its rules refuse
 */
export async function step<T>(
  code: string | ((error: RuleError) => string),
  work: () => Promise<T>,
  lines: readonly AnyLine[] = [],
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const problems = error.problems.map((problem) => located(problem, error.record, lines));
    throw new SaveError(typeof code === 'string' ? code : code(error), { problems });
  }
}

/** The problem of a line under the name that the line has in the request. */
function located(problem: Problem, record: object | undefined, lines: readonly AnyLine[]): Problem {
  const { field = '', code, params } = problem;
  const index = lines.findIndex((line) =>
    code === 'insufficient-stock' ? line.referencia === params?.value : line === record,
  );
  return index === -1 || field.startsWith('lineas')
    ? problem
    : { ...problem, field: `lineas[${index}].${field}` };
}
