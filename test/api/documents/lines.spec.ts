import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createFor,
  createProduct,
  createSubjects,
  kindOf,
  KINDS,
  readDocument,
  type Row,
  type Subjects,
  unitsOf,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
import { DELIVERY } from '../../support/states.js';

/** Kinds with a locked status that generates nothing. */
const LOCKED = [
  ['PresupuestoCliente', 3],
  ['PedidoCliente', 6],
  ['AlbaranCliente', 9],
  ['FacturaCliente', 11],
  ['PresupuestoProveedor', 14],
  ['PedidoProveedor', 17],
  ['AlbaranProveedor', 20],
  ['FacturaProveedor', 22],
] as const;
const NAMES = KINDS.map(({ name }) => name);

describeApi('lines of the generic resources', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = (kindName: string, lineas: readonly Values[] = []): Promise<Created> =>
    createFor(subjects, api, kindName, { fecha: `10-07-${YEAR}`, lineas });
  const product = (units: number, values: Values = {}): Promise<Row> =>
    createProduct(api, { descripcion: 'p', precio: 10, ...values }, units);
  const addTo = (kindName: string, { doc }: Created, values: Values): Promise<Row> => {
    const { lineResource, key } = kindOf(kindName);
    return create(api, lineResource, { [key]: doc[key], ...values });
  };
  const reread = (kindName: string, { doc }: Created): Promise<Created> =>
    readDocument(api, kindName, doc[kindOf(kindName).key]);

  it.each(NAMES)('of %s store what is sent and recalculate nothing', async (kindName) => {
    const { lineResource } = kindOf(kindName);
    const created = await issue(kindName, [{ descripcion: 'a', cantidad: 2, pvpunitario: 10 }]);
    const { referencia } = await product(10);
    const line = await addTo(kindName, created, { referencia, cantidad: 2, pvpunitario: 10 });
    expect(line).toMatchObject({
      actualizastock: 0,
      cantidad: 2,
      codimpuesto: 'IVA21',
      descripcion: '',
      dtopor: 0,
      dtopor2: 0,
      excepcioniva: null,
      idproducto: null,
      irpf: 0,
      iva: 21,
      orden: 0,
      pvpsindto: 0,
      pvptotal: 0,
      pvpunitario: 10,
      recargo: 5.2,
      servido: 0,
      suplido: false,
    });
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
    const path = `${lineResource}/${line.idlinea}`;
    expect(await change(api, path, { cantidad: 9, pvpsindto: 90 })).toEqual({
      ...line,
      cantidad: 9,
      pvpsindto: 90,
    });
    expect((await reread(kindName, created)).doc).toEqual(created.doc);
    expect((await api.call('DELETE', `/${path}`)).status).toBe(200);
    expect(await reread(kindName, created)).toEqual(created);
  });

  it.each(NAMES)('of %s need a document that exists', async (kindName) => {
    const { lineResource, key } = kindOf(kindName);
    for (const id of [{}, { [key]: null }, { [key]: 99999 }]) {
      const answer = await api.call('POST', `/${lineResource}`, { json: { cantidad: 1, ...id } });
      expectRefused(answer, 400, 'record-save-error');
      expect(refusedFields(answer)).toEqual([key]);
    }
  });

  // DEFECT of the reference: nothing looked at the document.
  it.each(LOCKED)('of %s in %i stand fast', async (kindName, idestado) => {
    const { resource, lineResource, key } = kindOf(kindName);
    const { referencia } = await product(10);
    const created = await issue(kindName, [{ referencia, cantidad: 2 }]);
    const [id, line] = [created.doc[key], `/${lineResource}/${created.lines[0]?.idlinea}`];
    await change(api, `${resource}/${id}`, { idestado });
    const before = await reread(kindName, created);
    const units = await unitsOf(api, referencia);
    const add = { [key]: id, referencia, actualizastock: -1 };
    const changes: [string, string, Values | undefined, string][] = [
      ['POST', `/${lineResource}`, add, 'record-save-error'],
      ['PUT', line, { cantidad: 5 }, 'record-save-error'],
      ['PUT', line, { descripcion: 'x' }, 'record-save-error'],
      ['DELETE', line, undefined, 'record-deleted-error'],
    ];
    for (const [method, path, json, code] of changes) {
      expectRefused(await api.call(method, path, { json }), 400, code);
    }
    expect(await reread(kindName, created)).toEqual(before);
    expect(await unitsOf(api, referencia)).toEqual(units);
  });

  it('of a document that has become another stand fast', async () => {
    const created = await issue('AlbaranCliente', [{ descripcion: 'a', cantidad: 2 }]);
    await change(api, `albaranclientes/${created.doc.idalbaran}`, { idestado: DELIVERY.invoiced });
    const path = `/lineaalbaranclientes/${created.lines[0]?.idlinea}`;
    expectRefused(await api.call('DELETE', path), 400, 'record-deleted-error');
    expectRefused(await api.call('PUT', path, { json: { servido: 0 } }), 400, 'record-save-error');
  });

  it.each([
    [-2, [10, 4, 0]],
    [-1, [6, 0, 0]],
    [0, [10, 0, 0]],
    [1, [14, 0, 0]],
    [2, [10, 0, 4]],
  ])('move stock in mode %i to %j', async (actualizastock, units) => {
    const { referencia } = await product(10);
    const quote = await issue('PresupuestoCliente');
    const values = { referencia, cantidad: 4 };
    const { idlinea } = await addTo('PresupuestoCliente', quote, { ...values, actualizastock });
    expect(await unitsOf(api, referencia)).toEqual(units);
    const path = `lineapresupuestoclientes/${idlinea}`;
    await change(api, path, { actualizastock: 0 });
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
    await change(api, path, { actualizastock });
    expect(await unitsOf(api, referencia)).toEqual(units);
    await api.call('DELETE', `/${path}`);
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
  });

  it('move the difference when quantity and mode change', async () => {
    const { referencia } = await product(10);
    const { lines } = await issue('AlbaranCliente', [{ referencia, cantidad: 4 }]);
    const path = `lineaalbaranclientes/${lines[0]?.idlinea}`;
    const seen: unknown[] = [];
    for (const json of [{ cantidad: 7 }, { cantidad: 1 }, { actualizastock: -2, cantidad: 3 }]) {
      await change(api, path, json);
      seen.push(await unitsOf(api, referencia));
    }
    expect(seen).toEqual([
      [3, 0, 0],
      [9, 0, 0],
      [10, 3, 0],
    ]);
  });

  it.each<[unknown]>([[3], [-3], [7], ['9'], ['x'], [1.5], [null]])(
    'have no stock mode %j',
    async (actualizastock) => {
      const { referencia } = await product(10);
      const created = await issue('PedidoCliente', [{ referencia, cantidad: 4 }]);
      const json = { idpedido: created.doc.idpedido, referencia, actualizastock };
      const path = `/lineapedidoclientes/${created.lines[0]?.idlinea}`;
      for (const answer of [
        await api.call('POST', '/lineapedidoclientes', { json }),
        await api.call('PUT', path, { json: { actualizastock } }),
      ]) {
        expectRefused(answer, 400, 'record-save-error');
        expect(refusedFields(answer)).toEqual(['actualizastock']);
      }
      expect(await reread('PedidoCliente', created)).toEqual(created);
      expect(await unitsOf(api, referencia)).toEqual([10, 4, 0]);
    },
  );

  // DEFECT of the reference: no stock moved, and the deletion gave it to the wrong reference.
  it.each([
    ['PedidoCliente', [10, 4, 0]],
    ['AlbaranCliente', [6, 0, 0]],
    ['PedidoProveedor', [10, 0, 4]],
    ['FacturaProveedor', [14, 0, 0]],
  ])('of %s take their stock to another reference', async (kindName, units) => {
    const { lineResource, resource, key } = kindOf(kindName);
    const [from, to] = [(await product(10)).referencia, (await product(10)).referencia];
    const { doc, lines } = await issue(kindName, [{ referencia: from, cantidad: 4 }]);
    const path = `${lineResource}/${lines[0]?.idlinea}`;
    await change(api, path, { referencia: to });
    expect([await unitsOf(api, from), await unitsOf(api, to)]).toEqual([[10, 0, 0], units]);
    await change(api, path, { referencia: 'NO-SUCH' });
    expect(await unitsOf(api, to)).toEqual([10, 0, 0]);
    await change(api, path, { referencia: from });
    expect(await unitsOf(api, from)).toEqual(units);
    await api.call('DELETE', `/${resource}/${doc[key]}`);
    expect([await unitsOf(api, from), await unitsOf(api, to)]).toEqual([
      [10, 0, 0],
      [10, 0, 0],
    ]);
  });

  // DEFECT of the reference: the mode as a text escaped the check.
  it.each([['-1'], [-1]])('take nothing that is not there (mode %j)', async (actualizastock) => {
    const { referencia } = await product(3, { ventasinstock: false });
    const created = await issue('AlbaranCliente', [{ referencia, cantidad: 0 }]);
    const { idalbaran } = created.doc;
    const json = { idalbaran, referencia, cantidad: 4, actualizastock };
    const posted = await api.call('POST', '/lineaalbaranclientes', { json });
    expectRefused(posted, 400, 'record-save-error');
    const path = `/lineaalbaranclientes/${created.lines[0]?.idlinea}`;
    const put = await api.call('PUT', path, { json: { actualizastock, cantidad: '4' } });
    expectRefused(put, 400, 'record-save-error');
    expect(await reread('AlbaranCliente', created)).toEqual(created);
    expect(await unitsOf(api, referencia)).toEqual([3, 0, 0]);
    await addTo('AlbaranCliente', created, { referencia, cantidad: 3, actualizastock });
    expect(await unitsOf(api, referencia)).toEqual([0, 0, 0]);
  });

  it('of invoices are never served', async () => {
    const created = await issue('FacturaProveedor', [{ cantidad: 4 }]);
    const path = `lineafacturaproveedores/${created.lines[0]?.idlinea}`;
    expect((await change(api, path, { servido: 3 })).servido).toBe(0);
  });
});
