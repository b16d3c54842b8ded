import { ApiError } from '../../kernel/errors/api-error.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { Answer } from '../../kernel/http/answer.js';
import { presenterOf, type Context } from '../../models/index.js';
import {
  keyOf,
  type AnyDocument,
  type AnyLine,
  type DocumentKind,
} from '../kinds/document-kind.js';
import { byPosition, linesOf } from '../writing/line-order.js';

/** `{"doc": …, "lines": […]}`: the document and its lines as GET requests would show them now. */
export async function documentAnswer(
  kind: DocumentKind,
  document: AnyDocument,
  context: Context,
): Promise<Answer> {
  const key = keyOf(kind, document);
  const stored = await context.records.find(kind.document, key);
  return answerOf(kind, stored ?? document, await linesOf(kind, key, context), context);
}

/** As `documentAnswer`, of a document that is in memory as it was stored. */
export function answerOf(
  kind: DocumentKind,
  document: AnyDocument,
  lines: readonly AnyLine[],
  context: Context,
): Answer {
  const ofDocument = presenterOf(context.models.of(kind.document));
  const ofLine = presenterOf(context.models.of(kind.line));
  const shown = lines.toSorted(byPosition).map((line) => ofLine.record(line));
  return new Answer(200, `{"doc":${ofDocument.record(document)},"lines":[${shown.join(',')}]}`);
}

/** Runs a step; what its rules refuse is answered with the status and code of the step. */
export async function step<T>(
  status: number,
  code: string | ((error: RuleError) => string),
  work: () => Promise<T>,
  lines: readonly AnyLine[] = [],
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const problems = error.problems.map((problem) => located(problem, error.record, lines));
    throw new ApiError(status, typeof code === 'string' ? code : code(error), { problems });
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
