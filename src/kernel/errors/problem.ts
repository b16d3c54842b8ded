/** What is wrong with one field, or with the whole: a stable code, never a sentence. */
export interface Problem {
  /** Key of the message catalogue; clients match it, people read its translation. */
  readonly code: string;
  readonly field?: string;
  /** Values for the `%name%` places of the message. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Thrown by a rule; everything that the unit of work did is rolled back. */
export class RuleError extends Error {
  readonly problems: readonly Problem[];
  /** The record that was refused, where several are saved together. */
  record?: object;

  constructor(...problems: [Problem, ...Problem[]]) {
    super(problems.map(({ code, field }) => (field ? `${field}: ${code}` : code)).join(', '));
    this.problems = problems;
  }
}

/** Refuses with one problem. */
export function refuse(code: string, field?: string, params?: Problem['params']): never {
  throw new RuleError({ code, ...(field && { field }), ...(params && { params }) });
}
