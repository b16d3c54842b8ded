import type { IncomingHttpHeaders } from 'node:http';

const STRICT = /^\s*handling\s*=\s*(?:strict|"strict")\s*(?:;|$)/i;

/** Whether the client wants what means nothing refused instead of ignored (RFC 7240, 4.4). */
export function prefersStrict({ headers }: { readonly headers: IncomingHttpHeaders }): boolean {
  const { prefer } = headers;
  return (
    prefer !== undefined &&
    String(prefer)
      .split(',')
      .some((each) => STRICT.test(each))
  );
}
