import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { MODEL_BUNDLES } from '../model-bundles.js';
import { Expansions, Registry } from '../models/index.js';
import { declaredDocument } from './committed-document.js';
import { documentText } from './document-text.js';
import { EXTRA_FIELD } from './model-schemas.js';

const document = declaredDocument();
const { components, paths } = document;
const registry = new Registry(MODEL_BUNDLES.flatMap(({ entities }) => entities));
const declared = MODEL_BUNDLES.flatMap((bundle) => bundle.expansions ?? []);
const expansions = new Expansions(registry, declared);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('refers to components that exist, and has none that nothing refers to', () => {
    const named = Object.entries(components).flatMap(([kind, members]) =>
      kind === 'securitySchemes'
        ? []
        : Object.keys(members as object).map((name) => `#/components/${kind}/${name}`),
    );
    expect([...references(document)].sort()).toEqual(named.sort());
  });

  it('gives each operation a name of its own', () => {
    const names = Object.values(paths).flatMap((path) =>
      Object.values(path).flatMap((part) => ('operationId' in part ? [part.operationId] : [])),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('is the committed openapi.json', () => {
    const committed = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
    // Not compared by `toBe`: a diff of a file this size would bury the message.
    expect(committed === documentText(document), 'run `npm run openapi`').toBe(true);
  });
});

describe.each(registry.all.map((model) => [model.resource, model] as const))(
  'resource %s',
  (resource, model) => {
    const shown = model.visible.map(({ name }) => name);
    const expanded = expansions.of(model).map(({ name }) => name);
    const hidden = model.columns.filter((column) => column.hidden).map(({ name }) => name);

    it('has its paths, its tag and its columns in their order', () => {
      expect(Object.keys(paths)).toEqual(
        expect.arrayContaining([`/${resource}`, `/${resource}/{id}`, `/${resource}/schema`]),
      );
      expect(document.tags.map(({ name }) => name)).toContain(resource);
      expect(Object.keys(properties(model.name))).toEqual([...shown, ...expanded]);
    });

    it('says what its records can be expanded by, and takes no such thing', () => {
      const parameter = components.parameters[`${model.name}Expand`];
      expect(parameter?.schema.items?.enum ?? []).toEqual(expanded);
      const reference = { $ref: `#/components/parameters/${model.name}Expand` };
      for (const path of [`/${resource}`, `/${resource}/{id}`]) {
        const offers = paths[path]?.get?.parameters ?? [];
        expect(offers.filter((each) => isDeepStrictEqual(each, reference))).toHaveLength(
          expanded.length > 0 ? 1 : 0,
        );
      }
      for (const name of expanded) {
        expect(properties(model.name)[name]).toMatchObject({ type: 'array', readOnly: true });
        expect(properties(`${model.name}Input`)).not.toHaveProperty(name);
      }
    });

    it('tells type, length and nullability of each column', () => {
      for (const column of model.visible.filter(({ kind }) => kind !== 'json')) {
        const schema = properties(model.name)[column.name]!;
        expect([schema.type].flat().includes('null')).toBe(column.nullable);
        expect(schema.maxLength).toBe(column.length);
        expect(schema.description).toContain(column.description);
      }
    });

    it('shows and compares no hidden column', () => {
      const parameters = ['Filter', 'Sort'].map((kind) => components.parameters[model.name + kind]);
      for (const name of hidden) {
        expect(shown).not.toContain(name);
        for (const parameter of parameters)
          expect(parameter?.schema.properties).not.toHaveProperty(name);
      }
    });

    it('takes every column that clients may write', () => {
      const writable = model.columns.filter((column) => !column.protected);
      const fields = properties(`${model.name}Input`);
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(writable.map(({ name }) => name)));
      for (const column of model.columns) {
        // Only its rules read a field of such a name, if any.
        if (column.protected) {
          expect(fields[column.name]?.description ?? EXTRA_FIELD).toBe(EXTRA_FIELD);
        } else expect(fields[column.name]!.writeOnly).toBe(column.hidden || undefined);
      }
    });
  },
);

it('names fields that are no columns', () => {
  expect(properties('UserInput')).toHaveProperty('newPassword');
  expect(components.schemas['SettingsInput']).toHaveProperty('additionalProperties');
  expect(properties('ApiKeyInput')).toMatchObject({ apikey: { writeOnly: true } });
});

function properties(name: string) {
  return components.schemas[name]?.properties ?? {};
}

function references(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  if ('$ref' in value) found.add(String(value.$ref));
  for (const member of Object.values(value)) references(member, found);
  return found;
}
