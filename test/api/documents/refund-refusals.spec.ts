import { beforeAll, expect, it } from 'vitest';
import type { Answered } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  createCustomer,
  type Created,
  createDocument,
  createProduct,
  createSeries,
  expectDenied,
  readDocument,
  storedOf,
  unitsOf,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import { INVOICE } from '../../support/states.js';

const SOLD = { fecha: `19-03-${YEAR}`, hora: '10:00:00' };
const REFUNDED = { fecha: `20-03-${YEAR}`, hora: '11:00:00', idestado: INVOICE.issued };
const PATH = '/crearFacturaRectificativaCliente';

describeApi('refused refunds', (api) => {
  let codcliente: string;
  beforeAll(async () => {
    ({ codcliente } = await createCustomer(api));
    const closed = { codejercicio: '2009', nombre: '2009', estado: 'CERRADO' };
    const days = { fechainicio: '01-01-2009', fechafin: '31-12-2009' };
    await create(api, 'ejercicios', { ...closed, ...days });
  });

  /** An invoice of 3 units, in a series of its own. */
  const sell = async (values: Values = {}): Promise<Created> => {
    const own = { codcliente, codserie: await createSeries(api), ...SOLD };
    const lineas = [{ descripcion: 'a', cantidad: 3, pvpunitario: 20 }];
    return createDocument(api, 'FacturaCliente', { ...own, lineas, ...values });
  };
  const ask = (json: Values): Promise<Answered> => api.call('POST', PATH, { json });
  const askFor = ({ doc, lines }: Created, quantity: unknown, values: Values = {}) =>
    ask({
      idfactura: doc.idfactura,
      ...REFUNDED,
      [`refund_${lines[0]?.idlinea}`]: quantity,
      ...values,
    });
  /** Runs what must be refused, and sees that nothing came of it. */
  const unchanged = async (attempt: () => Promise<Answered>): Promise<Answered> => {
    const before = await storedOf(api, 'FacturaCliente');
    const answer = await attempt();
    expect(await storedOf(api, 'FacturaCliente')).toEqual(before);
    return answer;
  };

  it.each(['GET', 'DELETE', 'PATCH'])('by method: %s', async (method) => {
    const answer = await api.call(method, PATH);
    expect(answer.status).toBe(405);
    expect(answer.body.status).toBe('error');
  });

  it.each<[Values, number, string]>([
    [{ fecha: REFUNDED.fecha }, 400, 'idfactura field is required'],
    [{ idfactura: '', fecha: REFUNDED.fecha }, 400, 'idfactura field is required'],
    [{ idfactura: 1 }, 400, 'fecha field is required'],
    [{ idfactura: 1, fecha: '' }, 400, 'fecha field is required'],
  ])('by what is missing: %j', async (json, status, message) => {
    expectDenied(await ask(json), status, message);
  });

  it.each([999999, 'x', -1])('of an unknown invoice: %j', async (idfactura) => {
    expectRefused(await ask({ ...REFUNDED, idfactura }), 404, 'record-not-found');
  });

  it('of a refund', async () => {
    const { body } = await askFor(await sell(), 1);
    expectRefused(await unchanged(() => askFor(body, 1)), 400, 'cant-refund-a-refund');
  });

  it.each(['nonsense', '31-02-2026', '10-05-2009'])('by date: %s', async (fecha) => {
    const invoice = await sell();
    const answer = await unchanged(() => askFor(invoice, 1, { fecha }));
    expectRefused(answer, 400, 'error-set-date');
  });

  it.each([
    ['before the last invoice', { fecha: `18-03-${YEAR}` }],
    ['in a series that does not exist', { codserie: 'NONE' }],
    ['of an author who does not exist', { nick: 'nobody' }],
  ])('when they can not be saved: %s', async (_what, values) => {
    const invoice = await sell();
    const answer = await unchanged(() => askFor(invoice, 1, values));
    // The table has 500 here; nothing that a client sends makes one of ours.
    expectRefused(answer, 422, 'record-save-error');
    api.log.errors.splice(0);
  });

  // DEFECT of the reference: neither what is left nor the sign was looked at.
  it.each([[4], [100], [3.001], [-1], ['-0.5'], ['abc'], [[2]]])(
    'by quantity: %j of 3',
    async (quantity) => {
      const { referencia } = await createProduct(api, { descripcion: 'p' }, 10);
      const invoice = await sell({ lineas: [{ referencia, cantidad: 3 }] });
      const answer = await unchanged(() => askFor(invoice, quantity));
      expect([answer.status, answer.body.status]).toEqual([400, 'error']);
      expect(await unitsOf(api, referencia)).toEqual([7, 0, 0]);
      const { doc } = await readDocument(api, 'FacturaCliente', invoice.doc.idfactura);
      expect(doc).toMatchObject({ editable: true, idestado: INVOICE.draft, idestado_ant: null });
    },
  );

  it.each<[string, unknown]>([
    ['more than is left', 2],
    ['everything again', undefined],
  ])('after another one: %s', async (_what, quantity) => {
    const invoice = await sell();
    expect((await askFor(invoice, 2)).status).toBe(200);
    const answer = await unchanged(() => askFor(invoice, quantity));
    expect([answer.status, answer.body.status]).toEqual([400, 'error']);
    expect((await askFor(invoice, 1)).status).toBe(200);
  });

  it.each([1, 7, 9999, 'x'])('by idestado %j', async (idestado) => {
    const invoice = await sell();
    const answer = await unchanged(() => askFor(invoice, 1, { idestado }));
    expect(answer.status).toBeOneOf([400, 422]);
    expect(answer.body.status).toBe('error');
  });
});
