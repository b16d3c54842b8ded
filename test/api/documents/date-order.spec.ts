import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  createFor,
  createSeries,
  createSubjects,
  type Row,
  type Subjects,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';

const march = (day: number) => `${String(day).padStart(2, '0')}-03-${YEAR}`;

describeApi('the order of invoices by date', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = async (codserie: string, fecha: string): Promise<Row> =>
    (await createFor(subjects, api, 'FacturaCliente', { codserie, fecha })).doc;
  /** Invoices 1, 2 and 3 of 10, 12 and 14 March. */
  const three = async (): Promise<{ codserie: string; docs: Row[] }> => {
    const codserie = await createSeries(api);
    const docs: Row[] = [];
    for (const day of [10, 12, 14]) docs.push(await issue(codserie, march(day)));
    return { codserie, docs };
  };
  const datesOf = async (codserie: string) => {
    const { body } = await api.get(`/facturaclientes?codserie=${codserie}`);
    return (body as Row[]).map(({ numero, fecha }) => [numero, fecha]);
  };

  it.each([
    ['/crearFacturaCliente', 422],
    ['/facturaclientes', 400],
  ])('holds in POST %s', async (path, status) => {
    const { codserie } = await three();
    const names = { codcliente: subjects.codcliente, cifnif: '', nombrecliente: 'n' };
    const post = (fecha: string) =>
      api.call('POST', path, { json: { ...names, codserie, fecha, lineas: [] } });
    const refused = await post(march(13));
    expectRefused(refused, status, 'record-save-error');
    if (status === 400) expect(refused.body.details).toHaveLength(1);
    expect((await post(march(14))).status).toBe(200);
    expect(await datesOf(codserie)).toEqual([
      ['1', march(10)],
      ['2', march(12)],
      ['3', march(14)],
      ['4', march(14)],
    ]);
  });

  it.each([
    ['before the number below', 1, 9, false],
    ['at the number below', 1, 10, true],
    ['at the number above', 1, 14, true],
    ['after the number above', 1, 15, false],
    ['of the first to long ago', 0, 1, true],
    ['of the last to later', 2, 30, true],
  ])('holds when a date moves %s', async (_where, index, day, allowed) => {
    const { codserie, docs } = await three();
    const before = await datesOf(codserie);
    const id = docs[index]?.idfactura;
    const json = { fecha: march(day) };
    const edited = await api.call('PUT', `/editarFacturaCliente/${id}`, {
      json: { ...json, lineas: [] },
    });
    expect(edited.status).toBe(allowed ? 200 : 422);
    if (!allowed) {
      expectRefused(edited, 422, 'error-calculating-totals');
      expect(await datesOf(codserie)).toEqual(before);
    }
    await change(api, `facturaclientes/${id}`, { fecha: docs[index]?.fecha });
    const put = await api.call('PUT', `/facturaclientes/${id}`, { json });
    expect(put.status).toBe(allowed ? 200 : 400);
    const { fecha } = (await api.get(`/facturaclientes/${id}`)).body;
    expect(fecha).toBe(allowed ? march(day) : docs[index]?.fecha);
  });

  it('holds when an invoice moves to another series', async () => {
    const [from, to] = [await three(), await three()];
    const id = from.docs[0]?.idfactura;
    const put = (fecha: string) =>
      api.call('PUT', `/facturaclientes/${id}`, { json: { codserie: to.codserie, fecha } });
    expectRefused(await put(march(10)), 400, 'record-save-error');
    expect(await datesOf(from.codserie)).toHaveLength(3);
    expect((await put(march(14))).body.data).toMatchObject({
      codserie: to.codserie,
      numero: '4',
    });
  });

  it.each([
    ['codpago', 'TRANS', 400],
    ['codcliente', '', 400],
    ['observaciones', 'x', 200],
  ])('is looked at when %s changes', async (column, value, status) => {
    const { docs } = await three();
    const { idfactura } = docs[0] ?? {};
    const path = `/facturaclientes/${idfactura}`;
    // The oldest invoice becomes the last one.
    await api.execute('UPDATE facturascli SET numero = 95 WHERE idfactura = ?', [idfactura]);
    const { codcliente } = await createSubjects(api);
    const json = { [column]: column === 'codcliente' ? codcliente : value };
    expect((await api.call('PUT', path, { json })).status).toBe(status);
  });

  it('is not looked at when the number changes', async () => {
    const { codserie, docs } = await three();
    const changed = await change(api, `facturaclientes/${docs[0]?.idfactura}`, { numero: 95 });
    expect(changed).toMatchObject({ codigo: `F${YEAR}${codserie}95`, numero: '95' });
  });

  it('is that of one series and one fiscal year', async () => {
    const { codserie } = await three();
    expect((await issue(await createSeries(api), march(1))).numero).toBe('1');
    expect((await issue(codserie, '01-01-2020')).numero).toBe('1');
  });

  it.each(['FacturaProveedor', 'AlbaranCliente', 'PedidoCliente', 'PresupuestoCliente'])(
    'does not concern %s',
    async (kindName) => {
      const codserie = await createSeries(api);
      const numbers: unknown[] = [];
      for (const fecha of [march(1), `01-02-${YEAR}`]) {
        numbers.push((await createFor(subjects, api, kindName, { codserie, fecha })).doc.numero);
      }
      expect(numbers).toEqual(['1', '2']);
    },
  );
});
