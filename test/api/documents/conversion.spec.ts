import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createFor,
  createProduct,
  createSeries,
  createSubjects,
  editDocument,
  kindOf,
  readDocument,
  type Row,
  type Subjects,
  tracesOf,
  unitsOf,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import {
  DELIVERY,
  INVOICE,
  ORDER,
  PURCHASE_DELIVERY,
  PURCHASE_INVOICE,
  PURCHASE_ORDER,
  PURCHASE_QUOTE,
  QUOTE,
} from '../../support/states.js';

/** Kind, open status, generating status, generated kind with its status and its stock mode. */
const CONVERSIONS = [
  ['PresupuestoCliente', QUOTE.open, QUOTE.ordered, 'PedidoCliente', ORDER.open, -2],
  ['PresupuestoCliente', QUOTE.open, QUOTE.invoiced, 'FacturaCliente', INVOICE.draft, -1],
  ['PedidoCliente', ORDER.open, ORDER.delivered, 'AlbaranCliente', DELIVERY.open, -1],
  ['PedidoCliente', ORDER.open, ORDER.invoiced, 'FacturaCliente', INVOICE.draft, -1],
  ['AlbaranCliente', DELIVERY.open, DELIVERY.invoiced, 'FacturaCliente', INVOICE.draft, -1],
  [
    'PresupuestoProveedor',
    PURCHASE_QUOTE.open,
    PURCHASE_QUOTE.ordered,
    'PedidoProveedor',
    PURCHASE_ORDER.open,
    2,
  ],
  [
    'PresupuestoProveedor',
    PURCHASE_QUOTE.open,
    PURCHASE_QUOTE.invoiced,
    'FacturaProveedor',
    PURCHASE_INVOICE.draft,
    1,
  ],
  [
    'PedidoProveedor',
    PURCHASE_ORDER.open,
    PURCHASE_ORDER.delivered,
    'AlbaranProveedor',
    PURCHASE_DELIVERY.open,
    1,
  ],
  [
    'PedidoProveedor',
    PURCHASE_ORDER.open,
    PURCHASE_ORDER.invoiced,
    'FacturaProveedor',
    PURCHASE_INVOICE.draft,
    1,
  ],
  [
    'AlbaranProveedor',
    PURCHASE_DELIVERY.open,
    PURCHASE_DELIVERY.invoiced,
    'FacturaProveedor',
    PURCHASE_INVOICE.draft,
    1,
  ],
] as const;

/** Columns that a generated document does not have from its parent. */
const OWN: readonly string[] = [
  ...['codejercicio', 'codigo', 'codigorect', 'editable', 'fecha', 'femail', 'hora', 'idasiento'],
  ...['idestado', 'idfacturarect', 'nick', 'numero', 'pagada', 'vencida', 'fechadevengo'],
];
const OWN_OF_LINES: readonly string[] = ['actualizastock', 'idlinea', 'orden', 'servido'];

describeApi('generated documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = (kindName: string, lineas: readonly Values[], values: Values = {}) =>
    createFor(subjects, api, kindName, { fecha: `10-01-${YEAR}`, lineas, ...values });
  const setState = (kindName: string, { doc }: Created, idestado: number): Promise<Row> => {
    const { resource, key } = kindOf(kindName);
    return change(api, `${resource}/${doc[key]}`, { idestado });
  };
  const reread = (kindName: string, { doc }: Created): Promise<Created> =>
    readDocument(api, kindName, doc[kindOf(kindName).key]);
  const traces = (kindName: string, { doc }: Created): Promise<Row[]> =>
    tracesOf(api, kindName, doc[kindOf(kindName).key]);
  /** The documents that were generated from one, oldest first. */
  const childrenOf = async (kindName: string, parent: Created): Promise<Created[]> => {
    const found = new Map<number, Promise<Created>>();
    for (const { model2, iddoc2 } of await traces(kindName, parent)) {
      if (!found.has(iddoc2)) found.set(iddoc2, readDocument(api, model2, iddoc2));
    }
    return Promise.all(found.values());
  };
  const quantitiesOf = ({ lines }: Created) => lines.map(({ cantidad }) => cantidad);
  const servedOf = ({ lines }: Created) => lines.map(({ servido }) => servido);

  it.each(CONVERSIONS)('of %s (%i) through %i are %s (%i, %i)', async (...row) => {
    const [kindName, open, idestado, childName, childState, mode] = row;
    const lineas = [{ descripcion: 'a', cantidad: 3, pvpunitario: 10 }];
    const parent = await issue(kindName, lineas, { codserie: await createSeries(api) });
    const changed = await setState(kindName, parent, idestado);
    const expected = { ...parent.doc, editable: false, idestado, idestado_ant: open };
    expect(changed).toEqual(expected);
    const after = await reread(kindName, parent);
    expect(after.lines).toEqual([{ ...parent.lines[0], actualizastock: 0, servido: 3 }]);
    const [child] = await childrenOf(kindName, parent);
    // idestado_ant is a copy, until the first change of its own.
    const childValues = { editable: true, idestado: childState, idestado_ant: open };
    expect(child?.doc).toMatchObject({ ...childValues, numero: '1', neto: 30, total: 36.3 });
    expect(child?.lines).toMatchObject([{ actualizastock: mode, cantidad: 3, servido: 0 }]);
    expect(await traces(kindName, parent)).toEqual([
      {
        cantidad: 3,
        id: expect.any(Number),
        iddoc1: parent.doc[kindOf(kindName).key],
        iddoc2: child?.doc[kindOf(childName).key],
        idlinea1: parent.lines[0]?.idlinea,
        idlinea2: child?.lines[0]?.idlinea,
        model1: kindName,
        model2: childName,
      },
    ]);
  });

  it('pass the verified chain from quote to invoice', async () => {
    const product = { descripcion: 'p', codimpuesto: 'IVA10', precio: 20 };
    const { referencia } = await createProduct(api, product, 10);
    const service = { descripcion: 's', cantidad: 2, pvpunitario: 3 };
    const quote = await issue('PresupuestoCliente', [{ referencia, cantidad: 5 }, service]);
    expect([quote.doc.total, await unitsOf(api, referencia)]).toEqual([117.26, [10, 0, 0]]);

    await setState('PresupuestoCliente', quote, QUOTE.ordered);
    const [order] = (await childrenOf('PresupuestoCliente', quote)) as [Created];
    expect([order.doc.total, await unitsOf(api, referencia)]).toEqual([117.26, [10, 5, 0]]);

    await setState('PedidoCliente', order, ORDER.delivered);
    const [note] = (await childrenOf('PedidoCliente', order)) as [Created];
    expect([note.doc.total, await unitsOf(api, referencia)]).toEqual([117.26, [5, 0, 0]]);

    await setState('AlbaranCliente', note, DELIVERY.invoiced);
    const [invoice] = (await childrenOf('AlbaranCliente', note)) as [Created];
    expect([invoice.doc.total, await unitsOf(api, referencia)]).toEqual([117.26, [5, 0, 0]]);

    // The order is opened again, asks for more, and what is missing is delivered.
    await setState('PedidoCliente', order, ORDER.open);
    expect(await unitsOf(api, referencia)).toEqual([5, 0, 0]);
    const [first, second] = order.lines.map(({ idlinea }) => idlinea);
    const grown = await editDocument(api, 'PedidoCliente', order.doc.idpedido, {
      lineas: [
        { idlinea: first, cantidad: 7 },
        { idlinea: second },
        { descripcion: 'more', cantidad: 4, pvpunitario: 1 },
      ],
    });
    expect([servedOf(grown), await unitsOf(api, referencia)]).toEqual([
      [5, 2, 0],
      [5, 2, 0],
    ]);
    await setState('PedidoCliente', order, ORDER.delivered);
    const notes = await childrenOf('PedidoCliente', order);
    expect(notes.map(quantitiesOf)).toEqual([
      [5, 2],
      [2, 4],
    ]);
    expect(notes.map(({ doc }) => doc.total)).toEqual([117.26, 48.84]);
    expect(servedOf(await reread('PedidoCliente', order))).toEqual([7, 2, 4]);
    expect(await unitsOf(api, referencia)).toEqual([3, 0, 0]);
  });

  it('hold what their parent holds', async () => {
    const agent = await create(api, 'agentes', { nombre: 'Agent' });
    const quote = await issue(
      'PresupuestoCliente',
      [
        { descripcion: 'zero', cantidad: 0, pvpunitario: 5 },
        { descripcion: 'cost', cantidad: 2, pvpunitario: 30, coste: 7, irpf: 15, orden: 4 },
        { descripcion: 'less', cantidad: 1.5, pvpunitario: 9.99, dtopor: 10, dtopor2: 3 },
        { descripcion: 'free', pvpunitario: 3, codimpuesto: 'IVA0', excepcioniva: 'ES_20' },
        { descripcion: 'paid', pvpunitario: 12, suplido: true, salto_pagina: true },
        { referencia: 'NO-SUCH', mostrar_cantidad: false, mostrar_precio: false },
      ],
      {
        codagente: agent.codagente,
        coddivisa: 'USD',
        codigoenv: 'TRACK',
        codpago: 'TRANS',
        codserie: await createSeries(api),
        codtrans: 'SEUR',
        direccion: 'Elsewhere 1',
        dtopor1: 10,
        dtopor2: 5,
        finoferta: '31-12-2099',
        nick: 'admin',
        numero2: 'THEIRS',
        observaciones: 'notes',
        provincia: 'Madrid',
        tasaconv: 1.2,
      },
    );
    const { idpresupuesto } = quote.doc;
    const mailed = { femail: `11-01-${YEAR}`, numdocs: 2 };
    await change(api, `presupuestoclientes/${idpresupuesto}`, mailed);
    const today = (await createFor(subjects, api, 'PedidoCliente', {})).doc.fecha;
    await setState('PresupuestoCliente', quote, QUOTE.ordered);
    const parent = await reread('PresupuestoCliente', quote);
    const [child] = (await childrenOf('PresupuestoCliente', quote)) as [Created];
    const shared = (row: Row, own: readonly string[]) =>
      Object.fromEntries(
        Object.entries(row).filter(([name]) => !own.includes(name) && name !== 'idpresupuesto'),
      );
    expect(child.doc).toMatchObject(shared(parent.doc, OWN));
    expect(child.doc).toMatchObject({
      codigo: `PED${child.doc.codejercicio}${parent.doc.codserie}1`,
      editable: true,
      fecha: today,
      femail: null,
      finoferta: '31-12-2099',
      idestado: ORDER.open,
      nick: null,
      numero: '1',
    });
    expect(parent.doc).toMatchObject({ ...mailed, nick: 'admin', tasaconv: 1.2 });
    expect(child.lines).toHaveLength(6);
    const byText = (text: unknown) => child.lines.find(({ descripcion }) => descripcion === text);
    for (const line of parent.lines) {
      const copy = byText(line.descripcion);
      expect(copy).toMatchObject(shared(line, OWN_OF_LINES));
      expect(copy).toMatchObject({ actualizastock: -2, orden: 0, servido: 0 });
    }
  });

  it('have the files of their parents', async () => {
    await api.execute(
      'INSERT INTO attached_files (date, filename, hour, mimetype, path, size) ' +
        "VALUES ('2026-01-01', 'a.txt', '10:00:00', 'text/plain', 'MyFiles/a.txt', 1)",
    );
    const [{ idfile }] = (await api.get('/attachedfiles')).body;
    const note = await issue('AlbaranProveedor', [{ cantidad: 1 }]);
    const link = { idfile, model: 'AlbaranProveedor', modelid: note.doc.idalbaran };
    await create(api, 'attachedfilerelations', { ...link, observations: 'scan', orden: 2 });
    await create(api, 'attachedfilerelations', { ...link, model: 'AlbaranCliente' });
    await setState('AlbaranProveedor', note, PURCHASE_DELIVERY.invoiced);
    const [child] = (await childrenOf('AlbaranProveedor', note)) as [Created];
    const of = 'model=FacturaProveedor';
    const { body } = await api.get(`/attachedfilerelations?${of}&modelid=${child.doc.idfactura}`);
    expect(body).toMatchObject([{ idfile, observations: 'scan', orden: 2 }]);
    const all = await api.get('/attachedfilerelations?limit=0');
    expect(all.body).toHaveLength(3);
  });

  describe('from what is left', () => {
    // DEFECT of the reference: the first one took all the same.
    it('take only what is not served', async () => {
      const { referencia } = await createProduct(api, { descripcion: 'p', precio: 10 }, 10);
      const order = await issue('PedidoCliente', [{ referencia, cantidad: 5 }]);
      await change(api, `lineapedidoclientes/${order.lines[0]?.idlinea}`, { servido: 2 });
      expect(await unitsOf(api, referencia)).toEqual([10, 3, 0]);
      await setState('PedidoCliente', order, ORDER.delivered);
      const [note] = (await childrenOf('PedidoCliente', order)) as [Created];
      expect([quantitiesOf(note), note.doc.total]).toEqual([[3], 36.3]);
      expect(servedOf(await reread('PedidoCliente', order))).toEqual([5]);
      expect(await traces('PedidoCliente', order)).toMatchObject([{ cantidad: 3 }]);
      expect(await unitsOf(api, referencia)).toEqual([7, 0, 0]);
    });

    it.each([
      ['the same status', PURCHASE_ORDER.delivered],
      ['another kind', PURCHASE_ORDER.invoiced],
    ])('are none when all is served: %s', async (_what, idestado) => {
      const order = await issue('PedidoProveedor', [{ cantidad: 5, pvpunitario: 1 }]);
      await setState('PedidoProveedor', order, PURCHASE_ORDER.delivered);
      expect(await setState('PedidoProveedor', order, idestado)).toMatchObject({
        idestado,
        idestado_ant: PURCHASE_ORDER.delivered,
      });
      await setState('PedidoProveedor', order, PURCHASE_ORDER.open);
      await setState('PedidoProveedor', order, idestado);
      expect(await traces('PedidoProveedor', order)).toHaveLength(1);
      expect(servedOf(await reread('PedidoProveedor', order))).toEqual([5]);
    });

    it('leave out lines without anything open', async () => {
      const order = await issue('PedidoCliente', [
        { descripcion: 'a', cantidad: 2 },
        { descripcion: 'b', cantidad: 4 },
      ]);
      const [a, b] = order.lines;
      await change(api, `lineapedidoclientes/${a?.idlinea}`, { servido: 2 });
      await change(api, `lineapedidoclientes/${b?.idlinea}`, { servido: 1.5 });
      await setState('PedidoCliente', order, ORDER.invoiced);
      const [invoice] = (await childrenOf('PedidoCliente', order)) as [Created];
      expect(invoice.lines).toMatchObject([{ cantidad: 2.5, descripcion: 'b' }]);
      expect(servedOf(await reread('PedidoCliente', order))).toEqual([2, 4]);
    });
  });

  // DEFECT of the reference: order and reservation were lost.
  it.each([
    ['PedidoCliente', ORDER.delivered, 'AlbaranCliente', [3, 50, 0]],
    ['PedidoCliente', ORDER.invoiced, 'FacturaCliente', [3, 50, 0]],
    ['PresupuestoCliente', QUOTE.invoiced, 'FacturaCliente', [3, 0, 0]],
  ])('that %s can not have (%i) leave no trace', async (kindName, idestado, childName, units) => {
    const product = await createProduct(api, { descripcion: 'p', ventasinstock: false }, 3);
    const { referencia } = product;
    const codserie = await createSeries(api);
    const lineas = [{ descripcion: 'first' }, { referencia, cantidad: 50 }];
    const parent = await issue(kindName, lineas, { codserie });
    const { resource, key } = kindOf(kindName);
    const path = `/${resource}/${parent.doc[key]}`;
    const refused = await api.call('PUT', path, { json: { idestado } });
    expectRefused(refused, 400, 'record-save-error');
    expect(await reread(kindName, parent)).toEqual(parent);
    expect(await unitsOf(api, referencia)).toEqual(units);
    expect(await traces(kindName, parent)).toEqual([]);
    const children = await api.get(`/${kindOf(childName).resource}?codserie=${codserie}`);
    expect(children.body).toEqual([]);
    const sequences = `/secuenciadocumentos?codserie=${codserie}&tipodoc=${childName}`;
    expect((await api.get(sequences)).body).toEqual([]);
  });
});
