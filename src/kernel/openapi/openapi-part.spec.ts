import { expect, it } from 'vitest';
import { resourcesOf } from './openapi-part.js';

const PATHS = { '/plan/{id}': {}, '/plan': {}, '/plan/{id}/undo': {}, '/visit': {} };

it('names what the paths of a part begin with, each once', () => {
  expect(resourcesOf({ tags: [], paths: PATHS })).toEqual([
    { name: 'plan', isListed: true },
    { name: 'visit', isListed: true },
  ]);
});

it('keeps the names of an unlisted part out of the list', () => {
  expect(resourcesOf({ tags: [], paths: { '/plan': {} }, isUnlisted: true })).toEqual([
    { name: 'plan', isListed: false },
  ]);
});
