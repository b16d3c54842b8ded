import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../../test/support/refusal.js';
import { Company } from '../../company/index.js';
import { PaymentMethod } from '../index.js';

describe('payment methods', () => {
  let bench: RecordsBench;
  const create = (values: Partial<PaymentMethod>) =>
    bench.run((c) => c.records.insert(PaymentMethod, values));

  beforeAll(async () => {
    bench = await openRecords({ codpago: 'CONT', idempresa: 1 });
    // The company comes with the payment method 1.
    await bench.run((c) => c.records.insert(Company, { nombre: 'Acme' }));
  });
  afterAll(() => bench.close());

  it('make a code of the description', async () => {
    const paid = { descripcion: 'ZB contado pagado' };
    expect((await create(paid)).codpago).toBe('ZBCO');
    expect((await create(paid)).codpago).toBe('ZBCO2');
    expect((await create({ descripcion: 'ZC' })).codpago).toBe('2');
  });

  it('have defaults', async () => {
    expect(await create({ codpago: 'AL CONTADO', descripcion: 'Al "contado"' })).toEqual({
      activa: true,
      codcuentabanco: null,
      codpago: 'AL CONTADO',
      descripcion: 'Al &quot;contado&quot;',
      domiciliado: false,
      idempresa: 1,
      imprimir: true,
      pagado: false,
      plazovencimiento: 0,
      tipovencimiento: 'days',
    });
  });

  it.each([
    [{ codpago: 'A/B', descripcion: 'X' }, 'invalid-alphanumeric-code'],
    [{ descripcion: 'X', plazovencimiento: -1 }, 'number-expiration-invalid'],
    [{ codpago: 'X' }, 'field-can-not-be-null'],
  ])('refuse %j: %s', async (values, code) => {
    expect((await refusedInsert(bench, PaymentMethod, values)).codes).toEqual([code]);
  });

  it('stay when they are the default one', async () => {
    await create({ codpago: 'CONT', descripcion: 'Al contado' });
    const { codes } = await refusedRemoval(bench, PaymentMethod, 'CONT');
    expect(codes).toEqual(['default-record-can-not-be-deleted']);
  });
});
