import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../../kernel/http/answer.js';
import { LONGEST_HEADER } from '../../kernel/http/header-value.js';
import { refuseIgnored } from '../../kernel/http/strictness.js';

/** Stands for names that no longer fit. */
const CUT = '...';

/** The parameters of one request that mean nothing, or whose value does not. */
export class IgnoredParameters {
  private readonly names = new Set<string>();

  /** @param known parameters that others read */
  constructor(private readonly known: readonly string[] = []) {}

  add(name: string): void {
    if (name !== '' && !this.known.includes(name)) this.names.add(name);
  }

  /** @throws ApiError 400 `ignored-names`, naming each, for a client that wants it so */
  test(request: { readonly headers: IncomingHttpHeaders }): void {
    refuseIgnored(request, this.names);
  }

  /** The answer with a header that names them, if there are any. */
  named(answer: Answer): Answer {
    if (this.names.size === 0) return answer;
    return answer.with({ 'X-Ignored-Parameters': this.text });
  }

  private get text(): string {
    let text = '';
    for (const name of this.names) {
      const next = (text && ', ') + encodeURIComponent(name.toWellFormed());
      if (text.length + next.length > LONGEST_HEADER) return text + (text && ', ') + CUT;
      text += next;
    }
    return text;
  }
}
