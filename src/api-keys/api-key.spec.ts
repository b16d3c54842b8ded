import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../test/support/refusal.js';
import { hashApiKey } from '../auth/index.js';
import { ApiAccess, ApiKey } from './index.js';

describe('API keys', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  /** Creates a key and gives it as stored, with what the answer shows once. */
  const create = (values: Partial<ApiKey>) =>
    bench.run(async (c) => {
      const { lifeCycle, registry } = bench;
      const model = registry.of(ApiKey);
      const record = await c.records.insert(ApiKey, values);
      const shown = lifeCycle.rulesOf(model).created?.(record, c);
      return { stored: (await c.records.find(ApiKey, record.id))!, shown };
    });

  it('that clients choose are stored as a hash and not shown', async () => {
    const { stored, shown } = await create({ apikey: 'limitedkey0001', description: 'limited' });
    expect(stored).toMatchObject({
      apikey: hashApiKey('limitedkey0001'),
      description: 'limited',
      enabled: true,
      fullaccess: false,
    });
    expect(shown).toEqual({});
  });

  it('that the server makes are random and shown once', async () => {
    const first = await create({ description: 'one' });
    const second = await create({ description: 'two', apikey: '' });
    const plain = String(first.shown?.apikey);
    expect(plain).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(first.stored.apikey).toBe(hashApiKey(plain));
    expect(second.shown?.apikey).not.toBe(plain);
  });

  it('stay when other columns change, and are hashed when they change', async () => {
    const { stored } = await create({ apikey: 'first', description: 'x' });
    const change = (changes: Partial<ApiKey>) =>
      bench.run(async (c) =>
        c.records.update(ApiKey, (await c.records.find(ApiKey, stored.id))!, changes),
      );
    expect(await change({ enabled: false })).toMatchObject({ apikey: hashApiKey('first') });
    expect(await change({ apikey: '' })).toMatchObject({ apikey: hashApiKey('first') });
    expect(await change({ apikey: 'second' })).toMatchObject({ apikey: hashApiKey('second') });
  });

  it('of another program stay as they are until somebody changes them', async () => {
    await bench.run((c) =>
      c.transaction.run(
        'INSERT INTO api_keys (id, apikey, creationdate, description, enabled) VALUES (?, ?, ?, ?, 1)',
        [900, 'fulltoken123', '2026-11-22', 'full'],
      ),
    );
    const changed = await bench.run(async (c) =>
      c.records.update(ApiKey, (await c.records.find(ApiKey, 900))!, { description: '<b>' }),
    );
    expect(changed).toMatchObject({ apikey: 'fulltoken123', description: '&lt;b&gt;' });
  });

  it('have at most 99 characters', async () => {
    const long = { apikey: 'k'.repeat(100), description: 'long' };
    const { codes, problem } = await refusedInsert(bench, ApiKey, long);
    expect(codes).toEqual(['field-value-too-long']);
    expect(problem).toMatchObject({ field: 'apikey', params: { length: 100, max: 99 } });
    const { stored } = await create({ apikey: 'k'.repeat(99), description: 'fits' });
    const refused = await refusedUpdate(bench, ApiKey, stored.id, { apikey: 'k'.repeat(100) });
    expect(refused.codes).toEqual(['field-value-too-long']);
  });

  it('need a description', async () => {
    const { codes, problem } = await refusedInsert(bench, ApiKey, {});
    expect(codes).toEqual(['field-can-not-be-null']);
    expect(problem.field).toBe('description');
  });

  it('take their permissions along, one for each resource', async () => {
    const { stored } = await create({ description: 'limited' });
    const access = { idapikey: stored.id, resource: 'clientes' };
    const given = await bench.run((c) => c.records.insert(ApiAccess, access));
    expect(given).toMatchObject({ allowget: true, allowput: true, allowdelete: true });
    const { codes } = await refusedInsert(bench, ApiAccess, access);
    expect(codes).toEqual(['duplicated-value']);
    await bench.run(async (c) =>
      c.records.remove(ApiKey, (await c.records.find(ApiKey, stored.id))!),
    );
    expect(await bench.run((c) => c.records.count(ApiAccess, { idapikey: stored.id }))).toBe(0);
  });
});
