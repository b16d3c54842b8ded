import { beforeAll, expect, it } from 'vitest';
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
  type Row,
  type Subjects,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';

const NAMES = KINDS.map(({ name }) => name);
const PARTS = { neto: 9, totaliva: 2, totalrecargo: 3, totalirpf: 4, totalsuplidos: 5 };
const FECHA = `10-08-${YEAR}`;

describeApi('documents of the generic resources', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = (kindName: string): Promise<Created> =>
    createFor(subjects, api, kindName, {
      fecha: FECHA,
      lineas: [{ descripcion: 'a', cantidad: 2, pvpunitario: 10 }],
    });
  const pathOf = (kindName: string, { doc }: Created) => {
    const { resource, key } = kindOf(kindName);
    return `${resource}/${doc[key]}`;
  };

  it.each(NAMES)('of kind %s are made of defaults and what is sent', async (kindName) => {
    const { resource, lineResource, key, subject } = kindOf(kindName);
    const codserie = await createSeries(api);
    const names = { cifnif: '123', nombrecliente: 'theirs', nombre: 'theirs' };
    const doc = await create(api, resource, {
      ...names,
      [subject]: subjects[subject],
      codserie,
      fecha: FECHA,
    });
    expect(doc).toMatchObject({
      cifnif: '123',
      codalmacen: 'ALG',
      coddivisa: 'EUR',
      codejercicio: YEAR,
      codigo: expect.stringContaining(`${YEAR}${codserie}1`),
      codpago: 'CONT',
      direccion: '',
      dtopor1: 0,
      dtopor2: 0,
      editable: true,
      idempresa: 1,
      idestado_ant: null,
      neto: 0,
      nick: null,
      numero: '1',
      tasaconv: 1,
      total: 0,
    });
    expect(doc).toMatchObject(
      subject === 'codcliente' ? { nombrecliente: 'theirs' } : { nombre: 'theirs' },
    );
    expect((await api.get(`/${lineResource}?${key}=${doc[key]}`)).body).toEqual([]);
    expect((await api.get(`/${resource}/${doc[key]}`)).body).toEqual(doc);
  });

  it.each([
    ['presupuestoclientes', []],
    ['pedidoclientes', ['cifnif']],
    ['albaranclientes', ['cifnif']],
    ['facturaclientes', ['cifnif', 'nombrecliente']],
    ['presupuestoproveedores', ['cifnif']],
    ['pedidoproveedores', ['cifnif']],
    ['albaranproveedores', ['cifnif', 'nombre']],
    ['facturaproveedores', ['cifnif', 'nombre']],
  ])('of %s need %j', async (resource, fields) => {
    const codserie = await createSeries(api);
    const answer = await api.call('POST', `/${resource}`, { json: { codserie } });
    expect(answer.status).toBe(fields.length ? 400 : 200);
    expect(refusedFields(answer)).toEqual(fields);
    if (!fields.length) expect(answer.body.data.numero).toBe('1');
  });

  it.each<[string, Values, number]>([
    ['alone', { total: 100 }, 400],
    ['a cent off', { neto: 100, totaliva: 21, total: 121.01 }, 400],
    ['with their parts', { neto: 100, totaliva: 21, total: 121 }, 200],
    ['within half a cent', { neto: 100, totaliva: 21, total: 121.004 }, 200],
    ['with all parts', { ...PARTS, total: 15 }, 200],
  ])('of totals %s are consistent', async (_what, totals, status) => {
    const names = { codcliente: subjects.codcliente, cifnif: '', nombrecliente: 'n' };
    const json = { ...names, codserie: await createSeries(api), fecha: FECHA, ...totals };
    const posted = await api.call('POST', '/pedidoclientes', { json });
    expect(posted.status).toBe(status);
    if (status === 400) expectRefused(posted, 400, 'record-save-error');
    else expect(posted.body.data).toMatchObject(totals);
    const { idpedido } = await create(api, 'pedidoclientes', { ...names, fecha: FECHA });
    const put = await api.call('PUT', `/pedidoclientes/${idpedido}`, { json: totals });
    expect(put.status).toBe(status);
  });

  it.each(NAMES)('of kind %s stay in their company', async (kindName) => {
    const { idempresa } = await create(api, 'empresas', { nombre: 'Other' });
    const created = await issue(kindName);
    const path = `/${pathOf(kindName, created)}`;
    const answer = await api.call('PUT', path, { json: { idempresa } });
    expectRefused(answer, 400, 'record-save-error');
    expect(refusedFields(answer)).toEqual(['idempresa']);
    expect((await api.get(path)).body).toEqual(created.doc);
  });

  it.each(NAMES)(
    'of kind %s keep the snapshot of their subject until it is another',
    async (kindName) => {
      const created = await issue(kindName);
      const path = pathOf(kindName, created);
      const { subject } = kindOf(kindName);
      const resource = subject === 'codcliente' ? 'clientes' : 'proveedores';
      await change(api, `${resource}/${subjects[subject]}`, { cifnif: '9', razonsocial: kindName });
      const same = await change(api, path, { observaciones: 'x' });
      const kept = ['cifnif', 'nombrecliente', 'nombre', 'direccion', 'codpais', 'provincia'];
      const snapshot = (row: Row) => kept.map((name) => row[name]);
      expect(snapshot(same)).toEqual(snapshot(created.doc));
      const code = (await createSubjects(api))[subject];
      const changed = await change(api, path, { [subject]: code });
      const name = subject === 'codcliente' ? 'nombrecliente' : 'nombre';
      const other = (await api.get(`/${resource}/${code}`)).body.razonsocial as string;
      expect(changed).toMatchObject({ [subject]: code, cifnif: '', [name]: other });
      const unknown = await api.call('PUT', `/${path}`, { json: { [subject]: 'NO' } });
      expectRefused(unknown, 400, 'record-save-error');
      expect(refusedFields(unknown)).toEqual([subject]);
    },
  );

  it.each(NAMES)('of kind %s recalculate no lines', async (kindName) => {
    const created = await issue(kindName);
    const changed = await change(api, pathOf(kindName, created), { dtopor1: 50, irpf: 15 });
    expect(changed).toMatchObject({ dtopor1: 50, irpf: 15, neto: 20, total: 24.2 });
  });

  it.each(NAMES)('of kind %s are logged when they change and go', async (kindName) => {
    const { key } = kindOf(kindName);
    const created = await issue(kindName);
    const path = pathOf(kindName, created);
    await change(api, path, { observaciones: 'for the log' });
    await api.call('DELETE', `/${path}`);
    const filter = `model=${kindName}&modelcode=${created.doc[key]}&limit=0`;
    const rows = (await api.get(`/logmessages?${filter}`)).body as Row[];
    const channel = kindName === 'FacturaCliente' ? 'audit' : 'docs';
    expect([...new Set(rows.map((row) => row.channel))]).toEqual([channel]);
    expect(rows.at(-2)).toMatchObject({ level: 'info' });
    expect(rows.at(-2)?.context).toContain('for the log');
    expect(rows.at(-1)).toMatchObject({ level: 'warning' });
  });
});
