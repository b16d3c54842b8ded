import type { HeaderMap } from '../answer.js';
import type { Problem } from '../../errors/problem.js';

export interface ReplyOptions {
  /** Names of the fields of the body that meant nothing. */
  readonly ignored?: Iterable<string>;
  readonly headers?: HeaderMap;
}

/** What a handler answers with where a value alone does not say it all. */
export class Reply {
  constructor(
    readonly value: object,
    readonly options: ReplyOptions = {},
  ) {}
}

/** Something was done: `{"ok": …, "data": …}`. */
export class Confirmed extends Reply {
  /**
   * @param code of the message that says what was done
   * @param members `data` and what follows it
   */
  constructor(
    readonly code: string,
    members: object,
    options: ReplyOptions & { readonly params?: Problem['params'] } = {},
  ) {
    super(members, options);
    this.params = options.params ?? {};
  }

  /** Values for the places of the message. */
  readonly params: NonNullable<Problem['params']>;
}
