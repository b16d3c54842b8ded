import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { Carrier } from '../../company/index.js';

describe('life cycle', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  it('saves a record with its defaults', async () => {
    const carrier = await bench.run((c) =>
      c.records.insert(Carrier, { codtrans: 'X', nombre: 'Equis' }),
    );
    expect(carrier).toMatchObject({ activo: true, codtrans: 'X', telefono: null });
    expect(await bench.run((c) => c.records.find(Carrier, 'x'))).toEqual(carrier);
  });
});
