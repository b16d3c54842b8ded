import type { Problem } from './problem.js';

/**
 * What kind of thing was refused: something that is not there, a request that can not be
 * understood, a record that can not be saved, one that is there already, or one that must stay.
 */
export type RefusalKind = 'missing' | 'invalid' | 'unsaved' | 'duplicate' | 'undeletable';

export interface RefusalDetails {
  /** Values for the places of the message of the code. */
  readonly params?: Problem['params'];
  readonly problems?: readonly Problem[];
  /** The record that it is about, as far as it came. */
  readonly record?: object | undefined;
  /** The text itself, where the specification fixes it. */
  readonly text?: string;
}

/**
 * Work that is refused as a whole, for whoever asked for it: a code of its own, and the problems
 * that led to it. Rules throw `RuleError`s; this says what they came to. Which status it is
 * answered with is a matter of the route.
 */
export abstract class Refusal extends Error {
  abstract readonly kind: RefusalKind;

  constructor(
    /** Key of the message catalogue, and the `code` of the answer. */
    readonly code: string,
    readonly details: RefusalDetails = {},
  ) {
    super(code);
  }
}

/** Something that the request is about is not there. */
export class NotFoundError extends Refusal {
  readonly kind = 'missing';

  constructor(code = 'record-not-found', details: RefusalDetails = {}) {
    super(code, details);
  }
}

/** A request that lacks something, or says what can not be understood. */
export class InvalidRequestError extends Refusal {
  readonly kind = 'invalid';
}

/** A record that can not be saved. */
export class SaveError extends Refusal {
  readonly kind = 'unsaved';

  constructor(code = 'record-save-error', details: RefusalDetails = {}) {
    super(code, details);
  }
}

/** A new record that is there already. */
export class DuplicateError extends Refusal {
  readonly kind = 'duplicate';

  /** @param at the column of its key, and the address where it is changed */
  constructor(record: object, at?: { readonly field: string; readonly address: string }) {
    const { field, address } = at ?? {};
    const problems =
      field && address ? [{ code: 'change-by-put', field, params: { address } }] : [];
    super('duplicate-record', { record, problems });
  }
}

/** A record that can not be deleted. */
export class DeletionError extends Refusal {
  readonly kind = 'undeletable';

  constructor(problems: readonly Problem[]) {
    super('record-deleted-error', { problems });
  }
}

/** A refusal whose text is its code: clients compare it. */
export function literally(code: string, details: RefusalDetails = {}): [string, RefusalDetails] {
  return [code, { ...details, text: code }];
}

/** @throws NotFoundError `record-not-found` for null */
export function found<T>(record: T | null): T {
  if (record === null) throw new NotFoundError();
  return record;
}
