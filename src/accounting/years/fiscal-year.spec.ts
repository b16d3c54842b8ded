import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../../test/support/refusal.js';
import { FiscalYear } from '../index.js';

describe('fiscal years', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({ idempresa: '1' });
    await bench.run(async (c) => {
      for (const id of [1, 2]) {
        await c.transaction.run('INSERT INTO empresas (idempresa, nombre) VALUES (?, ?)', [
          id,
          'E',
        ]);
      }
      const days = { fechainicio: '2026-01-01', fechafin: '2026-12-31' };
      await c.records.insert(FiscalYear, { codejercicio: ' 2026 ', ...days });
    });
  });
  afterAll(() => bench.close());

  const inYear = (codejercicio: string, start: string, end: string, idempresa = 1) => ({
    codejercicio,
    fechainicio: start,
    fechafin: end,
    idempresa,
  });

  it('are open and belong to the company of the settings', async () => {
    expect(await bench.run((c) => c.records.find(FiscalYear, '2026'))).toMatchObject({
      codejercicio: '2026',
      estado: 'ABIERTO',
      idempresa: 1,
      longsubcuenta: 10,
      nombre: '',
    });
  });

  it('start as the current calendar year', async () => {
    const blank = await bench.run((c) => c.records.blank(FiscalYear));
    expect(blank.fechainicio).toMatch(/^\d{4}-01-01$/);
    expect(blank.fechafin).toBe(`${blank.fechainicio.slice(0, 4)}-12-31`);
  });

  it.each([
    [{ codejercicio: '' }, 'field-can-not-be-null'],
    [{ codejercicio: 'ABCDE' }, 'invalid-alphanumeric-code'],
    [{ codejercicio: 'A B' }, 'invalid-alphanumeric-code'],
    [{ codejercicio: 'X', nombre: null }, 'field-can-not-be-null'],
    [{ codejercicio: 'X', longsubcuenta: 3 }, 'subaccount-length-out-of-range'],
    [{ codejercicio: 'X', longsubcuenta: 16 }, 'subaccount-length-out-of-range'],
    [{ codejercicio: 'X', fechainicio: '' }, 'invalid-date'],
    [inYear('X', '2030-02-01', '2030-01-31'), 'start-date-after-end-date'],
    [inYear('X', '1970-01-01', '1970-12-31'), 'date-too-early'],
  ])('refuse %j', async (values, code) => {
    const { codes } = await refusedInsert(bench, FiscalYear, values as Partial<FiscalYear>);
    expect(codes).toEqual([code]);
    expect(await bench.run((c) => c.records.find(FiscalYear, 'X'))).toBeNull();
  });

  it.each([
    ['inside of it', '2026-02-01', '2026-03-31'],
    ['around it', '2025-01-01', '2027-12-31'],
    ['over its start', '2025-06-01', '2026-01-01'],
    ['over its end', '2026-12-31', '2027-06-30'],
    ['equal to it', '2026-01-01', '2026-12-31'],
  ])('refuse another one %s', async (_where, start, end) => {
    const { codes } = await refusedInsert(bench, FiscalYear, inYear('X', start, end));
    expect(codes).toEqual(['exercise-date-range-exists']);
  });

  it('stand beside each other, and over each other in different companies', async () => {
    await bench.run((c) =>
      c.records.insert(FiscalYear, inYear('0026', '2026-01-01', '2026-12-31', 2)),
    );
    await bench.run((c) =>
      c.records.insert(FiscalYear, inYear('2027', '2027-01-01', '2027-12-31')),
    );
    const moved = await refusedUpdate(bench, FiscalYear, '2027', { fechainicio: '2026-12-31' });
    expect(moved.codes).toEqual(['exercise-date-range-exists']);
    const changed = await refusedUpdate(bench, FiscalYear, '0026', { idempresa: 1 });
    expect(changed.codes).toEqual(['exercise-date-range-exists']);
  });

  it('can be closed and opened', async () => {
    const set = (estado: string) =>
      bench.run(async (c) =>
        c.records.update(FiscalYear, (await c.records.find(FiscalYear, '2026'))!, { estado }),
      );
    expect(await set('CERRADO')).toMatchObject({ estado: 'CERRADO' });
    expect(await set('ABIERTO')).toMatchObject({ estado: 'ABIERTO' });
  });
});
