import type { Type } from '@nestjs/common';
import type { Problem } from '../../kernel/errors/problem.js';
import { InvalidRequestError } from '../../kernel/errors/refusal.js';
import { dtoOf, fieldNames, problemsOf } from '../../kernel/http/routes/dto.js';
import type { FieldValue } from '../../kernel/http/body/form-fields.js';

/**
 * The query of one report as its class reads it. Problems are told with what is found out about the
 * period: those of each value when it is asked for, and all of them by `check`.
 */
export class Parameters<T extends object> {
  private readonly values: T;
  private readonly violations: ReadonlyMap<string, Problem>;
  private readonly problems: Problem[] = [];

  /** @param type has every name that means something; any other one is a problem */
  constructor(type: Type<T>, sent: ReadonlyMap<string, FieldValue>) {
    this.values = dtoOf(type, Object.fromEntries(sent));
    const violations = problemsOf(this.values);
    this.violations = new Map(violations.map((problem) => [problem.field ?? '', problem]));
    const names = fieldNames(type);
    for (const field of sent.keys()) {
      if (!names.includes(field)) {
        this.problem('unknown-parameter', field, { known: names.join(', ') });
      }
    }
  }

  /** The value; null when it is absent or empty, or can not be read. */
  get<K extends keyof T & string>(name: K): NonNullable<T[K]> | null {
    const violation = this.violations.get(name);
    if (!violation) return this.values[name] ?? null;
    this.problems.push(violation);
    return null;
  }

  problem(code: string, field: string, params?: Problem['params']): void {
    this.problems.push({ code, field, ...(params && { params }) });
  }

  /** @throws InvalidRequestError `invalid-parameters` for problems, each in its details */
  check(): void {
    if (this.problems.length === 0) return;
    throw new InvalidRequestError('invalid-parameters', { problems: this.problems });
  }
}
