import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert } from '../../test/support/refusal.js';
import { Customer, CustomerGroup } from './index.js';

describe('customer groups', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('count codes and let their customers go', async () => {
    const { codgrupo } = await bench.run((c) =>
      c.records.insert(CustomerGroup, { nombre: '<Vip>' }),
    );
    expect(codgrupo).toBe('1');
    const customer = { cifnif: '', codcliente: 'C', codgrupo, nombre: 'C' };
    await bench.run((c) => c.records.insert(Customer, customer));
    await bench.run(async (c) =>
      c.records.remove(CustomerGroup, (await c.records.find(CustomerGroup, '1'))!),
    );
    expect(await bench.run((c) => c.records.find(Customer, 'C'))).toMatchObject({ codgrupo: null });
  });

  it('have a name and a short code', async () => {
    const { codes } = await refusedInsert(bench, CustomerGroup, { codgrupo: 'X' });
    expect(codes).toEqual(['field-can-not-be-null']);
    const long = await refusedInsert(bench, CustomerGroup, { codgrupo: 'TOOLONG', nombre: 'X' });
    expect(long.codes).toEqual(['invalid-alphanumeric-code']);
  });
});
