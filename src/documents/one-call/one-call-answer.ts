import { ApiError } from '../../kernel/errors/api-error.js';
import { RuleError, type Problem } from '../../kernel/errors/problem.js';
import { Answer } from '../../kernel/http/answer.js';
import { presenterOf } from '../../models/index.js';
import type { AnyLine } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';

/** `{"doc": …, "lines": […]}`: the document and its lines as GET requests would show them now. */
export async function documentAnswer(document: OpenDocument): Promise<Answer> {
  const { kind, record, key, context } = document;
  const stored = await context.records.find(kind.document, key);
  return answerOf(new OpenDocument(kind, stored ?? record, context));
}

/** As `documentAnswer`, of a document that is in memory as it was stored. */
export async function answerOf(document: OpenDocument): Promise<Answer> {
  const { kind, record, context } = document;
  const ofDocument = presenterOf(context.models.of(kind.document));
  const ofLine = presenterOf(context.models.of(kind.line));
  const shown = (await document.lines()).map((line) => ofLine.record(line));
  return new Answer(200, `{"doc":${ofDocument.record(record)},"lines":[${shown.join(',')}]}`);
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
