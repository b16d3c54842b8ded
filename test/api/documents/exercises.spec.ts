import { beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createFor,
  createSeries,
  createSubjects,
  kindOf,
  KINDS,
  readDocument,
  type Subjects,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';

const NAMES = { cifnif: '', nombrecliente: 'n', nombre: 'n' };

describeApi('fiscal years of documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = (kindName: string, values: Values): Promise<Created> =>
    createFor(subjects, api, kindName, values);
  const exercise = (codejercicio: string, values: Values = {}) =>
    create(api, 'ejercicios', {
      codejercicio,
      nombre: codejercicio,
      fechainicio: `01-01-${codejercicio}`,
      fechafin: `31-12-${codejercicio}`,
      ...values,
    });
  const setState = (codejercicio: string, estado: string) =>
    change(api, `ejercicios/${codejercicio}`, { estado });
  const codes = ({ body }: Answered) =>
    (body.details ?? []).map(({ code }: { code: string }) => code);

  it('are opened by the first document of a year', async () => {
    const codserie = await createSeries(api);
    const { doc } = await issue('PresupuestoCliente', { codserie, fecha: '15-06-1999' });
    expect(doc).toMatchObject({
      codejercicio: '1999',
      codigo: `PRE1999${codserie}1`,
      fecha: '15-06-1999',
    });
    expect((await api.get('/ejercicios/1999')).body).toMatchObject({
      codejercicio: '1999',
      estado: 'ABIERTO',
      fechafin: '31-12-1999',
      fechainicio: '01-01-1999',
      idempresa: 1,
      longsubcuenta: 10,
      nombre: expect.stringMatching(/1999$/),
    });
  });

  // Years of other dates hold the codes; the last candidate is the first free number.
  it.each([
    ['1997', ['1997'], '0097', 1971],
    ['1996', ['1996', '0096'], '0196', 1972],
    ['1995', ['1995', '0095', '0195'], '0001', 1974],
  ])('of %s get a code that is not among %j: %s', async (year, taken, expected, firstOther) => {
    for (const [index, code] of taken.entries()) {
      const other = firstOther + index;
      await exercise(code, { fechainicio: `01-01-${other}`, fechafin: `31-12-${other}` });
    }
    const { doc } = await issue('PedidoCliente', { fecha: `03-04-${year}` });
    expect(doc.codejercicio).toBe(expected);
    expect((await api.get(`/ejercicios/${expected}`)).body).toMatchObject({
      fechafin: `31-12-${year}`,
      fechainicio: `01-01-${year}`,
    });
  });

  it('may begin in the middle of a calendar year', async () => {
    await exercise('FY90', { fechainicio: '01-07-1990', fechafin: '30-06-1991' });
    const { doc } = await issue('AlbaranCliente', { fecha: '15-03-1991' });
    expect(doc.codejercicio).toBe('FY90');
    const json = { codcliente: subjects.codcliente, fecha: '15-09-1991', lineas: [] };
    // The calendar year would overlap.
    const answer = await api.call('POST', '/crearAlbaranCliente', { json });
    expectRefused(answer, 400, 'invalid-date');
  });

  it('are those of the company of the warehouse', async () => {
    const company = await create(api, 'empresas', { nombre: 'Second', nombrecorto: 'ZB2' });
    const { idempresa } = company;
    const [warehouse] = (await api.get(`/almacenes?idempresa=${idempresa}`)).body;
    const codserie = await createSeries(api);
    const fecha = `10-03-${YEAR}`;
    const own = await issue('FacturaCliente', { codserie, fecha });
    const { codalmacen } = warehouse;
    const other = await issue('FacturaCliente', { codserie, fecha, codalmacen });
    const year = `00${YEAR.slice(2)}`;
    expect(own.doc).toMatchObject({ codejercicio: YEAR, idempresa: 1, numero: '1' });
    expect(other.doc).toMatchObject({
      codejercicio: year,
      codigo: `F${year}${codserie}1`,
      idempresa,
      numero: '1',
    });
    const { body } = await api.get(`/ejercicios/${year}`);
    expect(body).toMatchObject({ idempresa, nombre: `ZB2 ${YEAR}` });
  });

  it.each(['nonsense', '31-02-2026', '2026-13-01', '2008-06-15'])(
    'refuse the date %s',
    async (fecha) => {
      if (!(await api.get('/ejercicios/2008')).body.codejercicio) {
        await exercise('2008', { estado: 'CERRADO' });
      }
      const { doc } = await issue('PedidoCliente', { fecha: `10-03-${YEAR}` });
      for (const { name, resource, subject } of KINDS) {
        const json = { [subject]: subjects[subject], fecha };
        const one = await api.call('POST', `/crear${name}`, { json: { ...json, lineas: [] } });
        expectRefused(one, 400, 'invalid-date');
        const two = await api.call('POST', `/${resource}`, { json: { ...NAMES, ...json } });
        expectRefused(two, 400, 'record-save-error');
      }
      const path = `editarPedidoCliente/${doc.idpedido}`;
      const edited = await api.call('PUT', `/${path}`, { json: { fecha, lineas: [] } });
      expectRefused(edited, 400, 'invalid-date');
      const put = await api.call('PUT', `/pedidoclientes/${doc.idpedido}`, { json: { fecha } });
      expectRefused(put, 400, 'record-save-error');
      expect((await readDocument(api, 'PedidoCliente', doc.idpedido)).doc).toEqual(doc);
    },
  );

  it('hold the date of their documents', async () => {
    await exercise('2012');
    const { codcliente } = subjects;
    const json = { ...NAMES, codcliente, fecha: `10-03-${YEAR}`, codejercicio: '2012' };
    const posted = await api.call('POST', '/presupuestoclientes', { json });
    expectRefused(posted, 400, 'record-save-error');
    const { doc } = await issue('PresupuestoCliente', { fecha: `10-03-${YEAR}` });
    const path = `/presupuestoclientes/${doc.idpresupuesto}`;
    const put = await api.call('PUT', path, { json: { codejercicio: '2012' } });
    expectRefused(put, 400, 'record-save-error');
    expect((await api.get(path)).body).toEqual(doc);
  });

  describe('when closed', () => {
    // DEFECT of the reference: it took the code of a closed year.
    it.each(KINDS.map(({ name }) => name))('take no %s by their code', async (kindName) => {
      const year = '2011';
      if ((await api.get(`/ejercicios/${year}`)).status === 404) {
        await exercise(year, { estado: 'CERRADO' });
      }
      const { resource, subject } = kindOf(kindName);
      const json = { ...NAMES, [subject]: subjects[subject], fecha: `05-05-${year}` };
      const dated = await api.call('POST', `/${resource}`, { json });
      const coded = await api.call('POST', `/${resource}`, {
        json: { ...json, codejercicio: year },
      });
      for (const answer of [dated, coded]) expectRefused(answer, 400, 'record-save-error');
      expect(codes(coded)).toEqual(codes(dated));
      expect((await api.get(`/${resource}?codejercicio=${year}`)).body).toEqual([]);
    });

    // DEFECT of the reference: only the date of its documents stood fast.
    it.each(KINDS.map(({ name }) => name))('let no %s change', async (kindName) => {
      const { resource, lineResource, key } = kindOf(kindName);
      const year = String(1980 + KINDS.indexOf(kindOf(kindName)));
      const { doc, lines } = await issue(kindName, {
        fecha: `05-05-${year}`,
        lineas: [{ descripcion: 'a', cantidad: 2, pvpunitario: 10 }],
      });
      const [id, line] = [doc[key], `/${lineResource}/${lines[0]?.idlinea}`];
      const changes: [string, string, Values | undefined, number][] = [
        ['PUT', `/${resource}/${id}`, { observaciones: 'x' }, 400],
        ['PUT', `/${resource}/${id}`, { fecha: `06-05-${year}` }, 400],
        ['PUT', `/editar${kindName}/${id}`, { observaciones: 'x', lineas: [] }, 400],
        ['POST', `/${lineResource}`, { [key]: id, descripcion: 'b' }, 400],
        ['PUT', line, { descripcion: 'b' }, 400],
        ['DELETE', line, undefined, 400],
      ];
      await setState(year, 'CERRADO');
      for (const [method, path, json, status] of changes) {
        const answer = await api.call(method, path, { json });
        expect([method, path, json, answer.status]).toEqual([method, path, json, status]);
      }
      expect(await readDocument(api, kindName, id)).toEqual({ doc, lines: expect.any(Array) });
      expect((await readDocument(api, kindName, id)).lines).toMatchObject(lines);
      await setState(year, 'ABIERTO');
      const open = await change(api, `${resource}/${id}`, { observaciones: 'x' });
      expect(open.observaciones).toBe('x');
    });
  });
});
