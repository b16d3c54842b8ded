import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { StoredSettings } from './index.js';

describe('settings', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  const create = (name: string | undefined, extra: Record<string, unknown>) =>
    bench.run((c) => c.records.insert(StoredSettings, name === undefined ? {} : { name }, extra));
  const change = (name: string, extra: Record<string, unknown>) =>
    bench.run(async (c) => {
      return c.records.update(
        StoredSettings,
        (await c.records.find(StoredSettings, name))!,
        {},
        extra,
      );
    });
  const read = async (name: string) =>
    JSON.parse(
      (await bench.run((c) => c.records.find(StoredSettings, name)))!.properties!,
    ) as unknown;

  it('hold whatever is sent, forms as text', async () => {
    const { properties } = await create(' m3set ', { foo: '1', gone: 'null' });
    expect(properties).toBe('{"foo":"1","gone":null}');
    expect(await read('m3set')).toEqual({ foo: '1', gone: null });
  });

  it('keep the types of JSON bodies', async () => {
    await create('typed', { yes: true, number: 2.5, text: 'a', nothing: null, list: [1] });
    await change('typed', { number: 3 });
    const typed = { yes: true, number: 3, text: 'a', nothing: null, list: [1] };
    expect(await read('typed')).toEqual(typed);
  });

  it('take an object of properties as the whole set', async () => {
    await create('whole', { properties: { a: 1, password: 'x' } });
    await change('whole', { properties: '{"b":2}' });
    expect(await read('whole')).toEqual({ b: 2, password: 'x' });
    await change('whole', { properties: { c: 3 }, d: '4' });
    expect(await read('whole')).toEqual({ c: 3, d: '4', password: 'x' });
    await change('whole', { properties: null });
    expect(await read('whole')).toEqual({ password: 'x' });
  });

  it.each(['text', '[1]', 7, '"x"'])('refuse %j as properties', async (properties) => {
    await expect(change('m3set', { properties })).rejects.toThrow('json-object-expected');
  });

  it('need a name', async () => {
    await expect(create(undefined, { foo: 1 })).rejects.toThrow('name: field-can-not-be-null');
    await expect(create('  ', { foo: 1 })).rejects.toThrow('name: field-can-not-be-null');
    expect((await create('empty', {})).properties).toBe('{}');
  });

  it('are seen at once by the rules of the next unit of work', async () => {
    await bench.run((c) => c.transaction.run("DELETE FROM settings WHERE name = 'default'"));
    await create('default', { idempresa: 4 });
    await change('default', { idempresa: 5 });
    expect(await bench.run((c) => Promise.resolve(c.settings.value('idempresa')))).toBe(5);
  });

  it('go out without their secrets', () => {
    const column = bench.registry.of(StoredSettings).column('properties');
    expect(column?.shown?.as('{"a":1,"password":"x"}')).toBe('{"a":1}');
  });
});
