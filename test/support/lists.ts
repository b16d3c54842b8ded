import type { Answered, TestApi } from './api.js';

type Row = Record<string, unknown>;

/** The text of a query string with these parameters, in their order. */
export function query(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** The address of the page after this one, from its `Link` header; null after the last. */
export function nextPage({ headers }: Pick<Answered, 'headers'>): string | null {
  return /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null;
}

/** All rows of a list, page by page along the links. */
export async function pagesByCursor(api: TestApi, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next: string | null = path; next !== null;) {
    const answer = await pageOf(api, next);
    rows.push(...answer.body);
    next = nextPage(answer);
  }
  return rows;
}

/** All rows of a list, page by page with growing offsets until the total is reached. */
export async function pagesByOffset(api: TestApi, path: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let total = Infinity; rows.length < total;) {
    const answer = await pageOf(api, `${path}&offset=${rows.length}`);
    total = Number(answer.headers.get('x-total-count'));
    const expected = Math.min(limit, total - rows.length);
    if (answer.body.length !== expected) {
      throw new Error(`${path} at ${rows.length}: ${answer.body.length} rows, not ${expected}`);
    }
    rows.push(...answer.body);
  }
  return rows;
}

async function pageOf(api: TestApi, path: string): Promise<Answered> {
  const answer = await api.get(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
  return answer;
}
