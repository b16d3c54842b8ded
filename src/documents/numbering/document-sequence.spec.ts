import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../../test/support/refusal.js';
import { DocumentSequence, Series } from '../index.js';

describe('numbering sequences', () => {
  let bench: RecordsBench;
  let next = 0;
  beforeAll(async () => {
    bench = await openRecords({ idempresa: 1 });
    await bench.run(async (c) => {
      await c.transaction.run("INSERT INTO empresas (idempresa, nombre) VALUES (1, 'Uno')");
      await c.transaction.run(
        'INSERT INTO ejercicios (codejercicio, estado, fechainicio, fechafin, idempresa, nombre)' +
          " VALUES ('2026', 'ABIERTO', '2026-01-01', '2026-12-31', 1, '2026')",
      );
      await c.records.insert(Series, { codserie: 'A', descripcion: 'General' });
    });
  });
  afterAll(() => bench.close());

  /** Values of a sequence like no other one here. */
  const fresh = (values: Partial<DocumentSequence>): Partial<DocumentSequence> => ({
    codserie: 'A',
    tipodoc: `Doc${++next}`,
    ...values,
  });
  const create = (values: Partial<DocumentSequence>) =>
    bench.run((c) => c.records.insert(DocumentSequence, fresh(values)));
  const change = (id: number, values: Partial<DocumentSequence>) =>
    bench.run(async (c) =>
      c.records.update(DocumentSequence, (await c.records.find(DocumentSequence, id))!, values),
    );

  it('start at 1 with six digits, for the company of the settings', async () => {
    expect(await create({ idempresa: null as never, codejercicio: '' })).toMatchObject({
      codejercicio: null,
      idempresa: 1,
      inicio: 1,
      numero: 1,
      longnumero: 6,
      patron: '{EJE}{SERIE}{0NUM}',
      mantenerfecha: false,
      usarhuecos: false,
    });
  });

  it('never count from below their start, nor start below 1', async () => {
    expect(await create({ inicio: -5, numero: 0 })).toMatchObject({ inicio: 1, numero: 1 });
    expect(await create({ inicio: 100, numero: 7 })).toMatchObject({ inicio: 100, numero: 100 });
    expect(await create({ inicio: 100, numero: 107 })).toMatchObject({ numero: 107 });
  });

  it.each([0, 11, -1])('refuse %d digits', async (longnumero) => {
    const { codes } = await refusedInsert(bench, DocumentSequence, fresh({ longnumero }));
    expect(codes).toEqual(['number-length-out-of-range']);
  });

  it('of invoices never keep the requested date', async () => {
    for (const tipodoc of ['FacturaCliente', 'FacturaProveedor']) {
      expect(await create({ tipodoc, mantenerfecha: true })).toMatchObject({
        mantenerfecha: false,
      });
    }
    expect(await create({ mantenerfecha: true })).toMatchObject({ mantenerfecha: true });
  });

  it.each([
    ['x', 'pattern-without-number'],
    ['XX', 'pattern-without-number'],
    ['', 'pattern-without-number'],
    ['abcdefghijklmnopqrstuvwxyz{NUM}', 'pattern-too-long'],
    ['{FECHA}-{NOMBREMES}{NUM}', 'pattern-too-long'],
  ])('refuse the pattern %j', async (patron, code) => {
    const { codes, problem } = await refusedInsert(bench, DocumentSequence, fresh({ patron }));
    expect(codes).toEqual([code]);
    expect(problem.field).toBe('patron');
  });

  it('measure the pattern with the number that comes next', async () => {
    const patron = '123456789012{0NUM}';
    expect(await create({ patron, longnumero: 8 })).toMatchObject({ patron });
    const long = await refusedInsert(bench, DocumentSequence, fresh({ patron, longnumero: 9 }));
    expect(long.codes).toEqual(['pattern-too-long']);
  });

  it('of other programs go on counting whatever their pattern', async () => {
    const { idsecuencia } = await create({});
    const where = { idsecuencia };
    await bench.run((c) => c.records.assign(DocumentSequence, where, { patron: 'x' }));
    expect(await change(idsecuencia, { numero: 5 })).toMatchObject({ numero: 5, patron: 'x' });
    const { codes } = await refusedUpdate(bench, DocumentSequence, idsecuencia, { patron: 'y' });
    expect(codes).toEqual(['pattern-without-number']);
  });

  it('are one for each kind, series, company and year', async () => {
    const shared = await create({ tipodoc: 'PedidoCliente' });
    const same = { codserie: 'A', tipodoc: 'PedidoCliente' };
    const twice = await refusedInsert(bench, DocumentSequence, { ...same });
    expect(twice.codes).toEqual(['duplicated-sequence']);
    const ofYear = await create({ ...same, codejercicio: '2026' });
    const moved = await refusedUpdate(bench, DocumentSequence, ofYear.idsecuencia, {
      codejercicio: '',
    });
    expect(moved.codes).toEqual(['duplicated-sequence']);
    expect(await change(shared.idsecuencia, { numero: 9 })).toMatchObject({ numero: 9 });
  });

  it('refuse an unknown series', async () => {
    const { codes } = await refusedInsert(bench, DocumentSequence, fresh({ codserie: 'NO' }));
    expect(codes).toEqual(['reference-not-found']);
  });
});
