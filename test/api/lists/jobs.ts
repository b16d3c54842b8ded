import { beforeAll, expect } from 'vitest';
import type { Answered, TestApi } from '../../support/api.js';
import { expectRefused } from '../../support/envelope.js';

/** Jobs `a` to `f`, in the order of their keys. */
const JOBS = {
  a: ['Alfa', null, 5, 1.5, true, '2026-01-31 10:00:00'],
  b: ['álfa', 'Ñandú', 10, -2, false, '2026-03-01 00:00:00'],
  c: ['BETA', 'nandu', null, null, null, '2026-02-01'],
  d: ['beta x', 'under_score', 10, 0, true, '01-02-2026 00:00:01'],
  e: ['100%', 'a\\b', 7, 1e20, false, '2025-12-31 23:59:59'],
  f: ['Œuvre', 'ss', 5, 0.1, true, '2026-03-02 00:00:00'],
} as const;

/** Makes the jobs before the tests. */
export function useJobs(api: TestApi) {
  const names = new Map<number, string>();
  beforeAll(async () => {
    for (const [name, [jobname, pluginname, daily_exec, duration, done, date]] of Object.entries(
      JOBS,
    )) {
      const json = { jobname, pluginname, daily_exec, duration, done, date };
      const { body } = await api.call('POST', '/cronjobes', { json });
      names.set(body.data.id, name);
    }
  });
  /** The names of the jobs that a list has, in its order. */
  const jobs = async (search: string): Promise<string> => {
    const { status, body, text } = await api.get(`/cronjobes?fields=id&${search}`);
    if (status !== 200) throw new Error(`${search}: ${text}`);
    return body.map(({ id }: { id: number }) => names.get(id)).join('');
  };
  return { jobs, names: names as ReadonlyMap<number, string> };
}

/** How lists are asked for. */
export function listing(api: TestApi): (search: string, resource?: string) => Promise<Answered> {
  return (search, resource = 'cronjobes') => api.get(`/${resource}?${search}`);
}

export function expectNotAllowed(answer: Answered, ...fields: string[]): void {
  expectRefused(answer, 400, 'fields-not-allowed');
  expect(answer.body.error).toBe(`api: fields not allowed: ${fields.join(', ')}`);
}
