import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert } from '../../../test/support/refusal.js';
import { PriceList } from '../index.js';

describe('price lists', () => {
  let bench: RecordsBench;
  const create = (values: Partial<PriceList>) =>
    bench.run((c) => c.records.insert(PriceList, values));
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('count codes and begin as the ordinary price', async () => {
    expect(await create({ nombre: 'Mayorista' })).toMatchObject({
      aplicar: 'pvp',
      codtarifa: '1',
      maxpvp: false,
      mincoste: false,
      valorx: 0,
      valory: 0,
    });
  });

  it('trim codes', async () => {
    expect((await create({ codtarifa: ' MAY ', nombre: 'x' })).codtarifa).toBe('MAY');
    expect((await create({ codtarifa: '  ', nombre: 'x' })).codtarifa).toBe('2');
  });

  it.each([
    [{}, 'field-can-not-be-null'],
    [{ nombre: 'x', codtarifa: '1234567' }, 'invalid-alphanumeric-code'],
  ])('refuse %o', async (values, code) => {
    expect((await refusedInsert(bench, PriceList, values)).codes).toEqual([code]);
  });
});
