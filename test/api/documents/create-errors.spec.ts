import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  createDocument,
  createProduct,
  expectDenied,
  KINDS,
  readDocument,
  storedOf,
  subjectOf,
  type Values,
} from '../../support/documents.js';
import { refusedFields } from '../../support/envelope.js';
import { INVOICE } from '../../support/states.js';

const DAY = '15-03-2024';
const LINE = { descripcion: 'one', pvpunitario: 100 };

/** What is wrong, the status, the text, and the field that the details name. */
type Wrong = [json: Values, status: number, text: string, field?: string];
const WRONG: readonly Wrong[] = [
  [{ codalmacen: 'NO' }, 404, 'warehouse-not-found'],
  [{ codalmacen: 'alg' }, 404, 'warehouse-not-found'],
  [{ fecha: 'yesterday-ish' }, 400, 'invalid-date'],
  [{ fecha: '31-02-2024' }, 400, 'invalid-date'],
  [{ fecha: '2024-02-30' }, 400, 'invalid-date'],
  [{ fecha: '29-02-2023' }, 400, 'invalid-date'],
  [{ fecha: '2024-13-01' }, 400, 'invalid-date'],
  [{ codserie: 'NO' }, 422, 'record-save-error', 'codserie'],
  [{ coddivisa: 'NO' }, 422, 'record-save-error', 'coddivisa'],
  [{ codpago: 'NO' }, 422, 'record-save-error', 'codpago'],
  [{ idestado: 999999 }, 422, 'record-save-error', 'idestado'],
  [{ codigo: 'X'.repeat(21) }, 422, 'record-save-error', 'codigo'],
  [{ codserie: 'TOOLONG' }, 422, 'record-save-error', 'codserie'],
  [{ direccion: 'x'.repeat(201) }, 422, 'record-save-error', 'direccion'],
  [{ ciudad: '<'.repeat(30) }, 422, 'record-save-error', 'ciudad'],
  [{ dtopor1: 'abc' }, 422, 'record-save-error', 'dtopor1'],
  [{ dtopor1: '' }, 422, 'record-save-error', 'dtopor1'],
  [{ dtopor2: '1,5x' }, 422, 'record-save-error', 'dtopor2'],
  [{ femail: '31-02-2024' }, 422, 'record-save-error', 'femail'],
  [{ lineas: undefined }, 400, 'lineas field is required'],
  ...['', 'abc', '[', '{"a":1}', 'null', '5', '"x"', '[1]', '["x"]', '[null]', '[{},true]'].map(
    (lineas): Wrong => [{ lineas }, 400, 'Invalid lines'],
  ),
  ...[{ a: 1 }, 5, [1], ['x'], [null], [{}, false]].map((lineas): Wrong => [
    { lineas },
    400,
    'Invalid lines',
  ]),
  [{ lineas: [LINE, { codimpuesto: 'NO' }] }, 422, 'error-calculating-totals'],
  [{ lineas: [{ referencia: 'x'.repeat(31) }] }, 422, 'error-calculating-totals'],
];

describeApi('refused documents', (api) => {
  describe.each(KINDS)('$name', ({ name, side, subject, resource, key }) => {
    let base: Values;
    beforeAll(async () => {
      base = { ...(await subjectOf(api, name)), fecha: DAY, lineas: [LINE] };
      await createDocument(api, name, base);
    });
    const send = (json: Values) => api.call('POST', `/crear${name}`, { json });

    /** Nothing is stored, and no number is used up. */
    const refused = async (json: Values, status: number, text: string) => {
      const before = await storedOf(api, name);
      const answer = await send(json);
      expectDenied(answer, status, text);
      expect(await storedOf(api, name)).toEqual(before);
      return answer;
    };

    it.each(WRONG)('with %j is a %d', async (wrong, status, text, field) => {
      const answer = await refused({ ...base, ...wrong }, status, text);
      const fields = [...new Set(refusedFields(answer))];
      expect(fields).toEqual(field ? [field] : expect.any(Array));
    });

    it.each([undefined, '', null])('for the subject %j is a 400', async (none) => {
      await refused({ ...base, [subject]: none }, 400, `${subject} field is required`);
    });

    it('for an unknown subject is a 404', async () => {
      const text = side === 'sales' ? 'customer-not-found' : 'supplier-not-found';
      await refused({ ...base, [subject]: 'NOPE' }, 404, text);
    });

    it('with the code of another is a 422', async () => {
      const { codigo } = (await createDocument(api, name, base)).doc;
      await refused({ ...base, codigo, numero: 9000 }, 422, 'record-save-error');
    });

    it('names one fault after the other, as the steps of the creation come', async () => {
      const wrong: Record<string, unknown> = {
        codalmacen: 'NO',
        fecha: '31-02-2024',
        codserie: 'NO',
      };
      await refused(wrong, 400, `${subject} field is required`);
      wrong[subject] = 'NOPE';
      await refused(wrong, 404, side === 'sales' ? 'customer-not-found' : 'supplier-not-found');
      wrong[subject] = base[subject];
      await refused(wrong, 404, 'warehouse-not-found');
      delete wrong.codalmacen;
      await refused(wrong, 400, 'invalid-date');
      wrong.fecha = DAY;
      await refused(wrong, 422, 'record-save-error');
      delete wrong.codserie;
      await refused(wrong, 400, 'lineas field is required');
      wrong.lineas = '[{"codimpuesto":"NO"},5]';
      await refused(wrong, 400, 'Invalid lines');
      wrong.lineas = '[{"codimpuesto":"NO"}]';
      await refused(wrong, 422, 'error-calculating-totals');
      delete wrong.lineas;
      expect((await send({ ...wrong, lineas: '[{}]' })).status).toBe(200);
    });

    it.each(['GET', 'DELETE', 'PATCH'])('by %s is a 405', async (method) => {
      expectDenied(await api.call(method, `/crear${name}`), 405, 'method-not-allowed');
    });

    it('below an address of its own is a 404', async () => {
      const answer = await api.call('POST', `/crear${name}/1`, { json: base });
      expectDenied(answer, 404, 'api-resource-invalid');
    });

    it('does not take what the server keeps itself', async () => {
      const victim = await createDocument(api, name, base);
      const invoice = { idasiento: 999, idfacturarect: 999, vencida: true };
      const json = {
        ...base,
        [key]: victim.doc[key],
        codejercicio: '9999',
        editable: false,
        idempresa: 999,
        idestado_ant: victim.doc.idestado,
        neto: 1,
        netosindto: 2,
        total: 3,
        totalbeneficio: 4,
        totalcoste: 5,
        totaleuros: 6,
        totalirpf: 7,
        totaliva: 8,
        totalrecargo: 9,
        totalsuplidos: 10,
        ...(name.startsWith('Factura') && invoice),
      };
      const { doc } = await createDocument(api, name, json);
      const totals = { neto: 100, netosindto: 100, totaliva: 21, total: 121, totaleuros: 121 };
      expect(doc).toMatchObject({
        ...totals,
        totalirpf: 0,
        totalrecargo: 0,
        totalsuplidos: 0,
        codejercicio: '2024',
        editable: true,
        idempresa: 1,
        idestado_ant: null,
        ...(side === 'sales' && { totalbeneficio: 100, totalcoste: 0 }),
        ...(name.startsWith('Factura') && { idfacturarect: null }),
      });
      expect(doc.idasiento).not.toBe(999);
      expect(doc[key]).not.toBe(victim.doc[key]);
      expect(await readDocument(api, name, victim.doc[key])).toEqual(victim);
      expect((await api.get(`/${resource}/${doc[key]}`)).body).toEqual(doc);
    });
  });

  it('for a route that is none are a 404', async () => {
    const answer = await api.call('POST', '/crearNada', { json: {} });
    expectDenied(answer, 404, 'api-resource-invalid');
  });

  it('never overwrite a locked invoice whose key they carry', async () => {
    const subject = await subjectOf(api, 'FacturaCliente');
    const json = { ...subject, fecha: DAY, lineas: [{ pvpunitario: 10 }] };
    const { idfactura } = (await createDocument(api, 'FacturaCliente', json)).doc;
    await change(api, `facturaclientes/${idfactura}`, { idestado: INVOICE.issued });
    const before = await readDocument(api, 'FacturaCliente', idfactura);
    expect(before.doc).toMatchObject({ editable: false, total: 12.1 });
    const attack = { ...json, idfactura, lineas: [{ cantidad: 5, pvpunitario: 100 }] };
    const { doc } = await createDocument(api, 'FacturaCliente', attack);
    expect(doc.idfactura).not.toBe(idfactura);
    expect(await readDocument(api, 'FacturaCliente', idfactura)).toEqual(before);
  });

  it('of a customer invoice before a later one are a 422', async () => {
    const json = { ...(await subjectOf(api, 'FacturaCliente')), codserie: 'S', lineas: [LINE] };
    await createDocument(api, 'FacturaCliente', { ...json, fecha: '20-05-2024' });
    const before = await storedOf(api, 'FacturaCliente');
    const late = { ...json, fecha: '10-05-2024' };
    const answer = await api.call('POST', '/crearFacturaCliente', { json: late });
    expectDenied(answer, 422, 'record-save-error');
    expect(await storedOf(api, 'FacturaCliente')).toEqual(before);
  });

  it('for a customer whose risk is exceeded are a 422', async () => {
    const subject = await subjectOf(api, 'PedidoCliente', { riesgomax: 100 });
    const json = { ...subject, fecha: DAY, lineas: [LINE] };
    await createDocument(api, 'PedidoCliente', json);
    const risk = (await api.get(`/clientes/${String(subject.codcliente)}`)).body.riesgoalcanzado;
    expect(risk).toBe(121);
    const before = await storedOf(api, 'PedidoCliente');
    const answer = await api.call('POST', '/crearPedidoCliente', { json });
    expectDenied(answer, 422, 'error-calculating-totals');
    expect(await storedOf(api, 'PedidoCliente')).toEqual(before);
    const free = { ...json, lineas: [] };
    expect((await api.call('POST', '/crearPedidoCliente', { json: free })).status).toBe(200);
  });

  it.each([0, null])('are none for a customer whose risk has the limit %j', async (riesgomax) => {
    const subject = await subjectOf(api, 'PedidoCliente', { riesgomax });
    const json = { ...subject, fecha: DAY, lineas: [LINE] };
    await createDocument(api, 'PedidoCliente', json);
    await createDocument(api, 'PedidoCliente', json);
    const { body } = await api.get(`/clientes/${String(subject.codcliente)}`);
    expect(body).toMatchObject({ riesgomax, riesgoalcanzado: 242 });
  });

  it.each(['AlbaranCliente', 'FacturaCliente'])('of a %s without stock are a 422', async (name) => {
    const { referencia } = await createProduct(api, { ventasinstock: false, precio: 1 }, 3);
    const stock = async () => (await api.get(`/stocks?filter[referencia]=${referencia}`)).body;
    const [stocks, before] = [await stock(), await storedOf(api, name)];
    const lineas = [LINE, { referencia, cantidad: 2 }, { referencia, cantidad: 2 }];
    const json = { ...(await subjectOf(api, name)), fecha: DAY, lineas };
    const answer = await api.call('POST', `/crear${name}`, { json });
    expectDenied(answer, 422, 'error-calculating-totals');
    expect([await stock(), await storedOf(api, name)]).toEqual([stocks, before]);
  });
});
