import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { startApi, type TestApi } from './api.js';
import { ENGINES, makePlace, type Engine, type Place } from './place.js';

/** What a server is configured with; asked at its start where other servers must be up first. */
export type Environment =
  Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
type ApiTests<Api> = (api: Api, engine: Engine) => void;

/** As `describe`, with an environment for the server where it needs one. */
export interface DescribeApi<Api> {
  (name: string, tests: ApiTests<Api>): void;
  (name: string, environment: Environment, tests: ApiTests<Api>): void;
}

/** The same tests once for each engine of this run. */
export function describeEngines(name: string, tests: (engine: Engine) => void): void {
  describe(name, () => {
    describe.each(ENGINES)('on %s', tests);
  });
}

/**
 * The same tests on each engine, over a freshly installed server that all of them share. A test
 * may leave no error in the log of the server: one that causes it takes it out.
 */
export const describeApi = describeOver(startApi);

/** As `describeApi`, over servers that are started otherwise. */
export function describeOver<Api extends TestApi>(
  start: (engine: Engine, environment: Readonly<Record<string, string>>) => Promise<Api>,
): DescribeApi<Api> {
  return (name: string, ...rest: [ApiTests<Api>] | [Environment, ApiTests<Api>]) => {
    const [environment, tests] = rest.length === 1 ? [{}, rest[0]] : rest;
    describeEngines(name, (engine) => {
      const configured = () => (typeof environment === 'function' ? environment() : environment);
      const api = useApi(() => start(engine, configured()));
      tests(api, engine);
    });
  };
}

/** Starts a server before the tests of a `describe` and stops it after them. */
export function useApi<Api extends TestApi>(start: () => Promise<Api>): Api {
  let api: Api | undefined;
  beforeAll(async () => {
    api = await start();
  });
  afterAll(() => api?.stop());
  afterEach(() => {
    expect(api?.log.errors.splice(0)).toEqual([]);
  });
  return lateOf(() => api);
}

/** A place for the data of servers that tests start by themselves. */
export function usePlace(engine: Engine): Place {
  let place: Place | undefined;
  beforeAll(async () => {
    place = await makePlace(engine);
  });
  afterAll(() => place?.remove());
  return lateOf(() => place);
}

/** Stands for what hooks make before the tests run, so that tests can be written about it. */
export function lateOf<T extends object>(made: () => T | undefined): T {
  const target = () => {
    const value = made();
    if (!value) throw new Error('It is used before a hook has made it.');
    return value;
  };
  return new Proxy({} as T, {
    get: (_, name) => Reflect.get(target(), name) as unknown,
    set: (_, name, value) => Reflect.set(target(), name, value),
  });
}
