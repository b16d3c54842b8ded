import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { SaveError } from '../../kernel/errors/refusal.js';
import type { AnyDocument, AnyLine } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';

/** A document with its lines, in their order. */
export interface WrittenDocument {
  readonly doc: AnyDocument;
  readonly lines: readonly AnyLine[];
}

/** The document and its lines as GET requests would show them now. */
export async function writtenDocument(document: OpenDocument): Promise<WrittenDocument> {
  const { kind, record, key, context } = document;
  const stored = await context.records.find(kind.document, key);
  return written(new OpenDocument(kind, stored ?? record, context));
}

/** As `writtenDocument`, of a document that is in memory as it was stored. */
export async function written(document: OpenDocument): Promise<WrittenDocument> {
  return { doc: document.record, lines: await document.lines() };
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
