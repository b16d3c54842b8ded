import { describe, expect, it } from 'vitest';
import { KEY, startApi } from '../support/api.js';
import { differencesOf, hasContract, loadReplay, scenariosOf } from './shared-contract.js';
import { describeEngines, useApi } from '../support/describe-api.js';

const FILES = [
  '01-http',
  '02-schema',
  '03-masters',
  '04-crud',
  '05-lists',
  '06-documents',
  '07-accounting',
  '08-keys',
  '09-files',
  '11-random',
];

if (!hasContract) process.stdout.write('Contract cases: skipped (../shared is not there)\n');

const ENCODINGS = ['form', 'json'] as const;

describeEngines('contract', (engine) => {
  describe.runIf(hasContract).each(ENCODINGS)('in %s encoding', (encoding) => {
    const api = useApi(() => startApi(engine));

    for (const file of hasContract ? FILES : []) {
      for (const scenario of scenariosOf(`cases/${file}.json`)) {
        it(scenario.name, async () => {
          const { play } = await loadReplay();
          const played = await play(scenario, { base: api.base, token: KEY, encoding });
          expect(differencesOf(played)).toEqual([]);
        });
      }
    }
  });
});
