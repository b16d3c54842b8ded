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
  KINDS,
  readDocument,
  type Row,
  type Subjects,
  tracesOf,
  unitsOf,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';

type Units = readonly [number, number, number];

/** Parent with its open and its generating status, child, and the units before and with both. */
const PAIRS: readonly [string, number, number, string, Units, Units][] = [
  ['PresupuestoCliente', 1, 2, 'PedidoCliente', [10, 0, 0], [10, 4, 0]],
  ['PresupuestoCliente', 1, 24, 'FacturaCliente', [10, 0, 0], [6, 0, 0]],
  ['PedidoCliente', 4, 5, 'AlbaranCliente', [10, 4, 0], [6, 0, 0]],
  ['PedidoCliente', 4, 25, 'FacturaCliente', [10, 4, 0], [6, 0, 0]],
  ['AlbaranCliente', 7, 8, 'FacturaCliente', [6, 0, 0], [6, 0, 0]],
  ['PresupuestoProveedor', 12, 13, 'PedidoProveedor', [10, 0, 0], [10, 0, 4]],
  ['PresupuestoProveedor', 12, 26, 'FacturaProveedor', [10, 0, 0], [14, 0, 0]],
  ['PedidoProveedor', 15, 16, 'AlbaranProveedor', [10, 0, 4], [14, 0, 0]],
  ['PedidoProveedor', 15, 27, 'FacturaProveedor', [10, 0, 4], [14, 0, 0]],
  ['AlbaranProveedor', 18, 19, 'FacturaProveedor', [14, 0, 0], [14, 0, 0]],
];

describeApi('deletion of documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = async (kindName: string, lineas: readonly Values[]): Promise<Created> => {
    const codserie = await createSeries(api);
    return createFor(subjects, api, kindName, { fecha: `10-02-${YEAR}`, codserie, lineas });
  };
  const product = async (values: Values = {}): Promise<string> =>
    (await createProduct(api, { descripcion: 'p', precio: 10, ...values }, 10)).referencia;
  const idOf = (kindName: string, { doc }: Created): number => doc[kindOf(kindName).key];
  const pathOf = (kindName: string, created: Created) =>
    `${kindOf(kindName).resource}/${idOf(kindName, created)}`;
  const setState = (kindName: string, created: Created, idestado: number) =>
    change(api, pathOf(kindName, created), { idestado });
  const remove = (kindName: string, created: Created) =>
    api.call('DELETE', `/${pathOf(kindName, created)}`);
  const reread = (kindName: string, created: Created) =>
    readDocument(api, kindName, idOf(kindName, created));
  /** Changes the status, and reads what that generated last. */
  const generate = async (kindName: string, parent: Created, idestado: number) => {
    await setState(kindName, parent, idestado);
    const trace = (await tracesOf(api, kindName, idOf(kindName, parent))).at(-1);
    return readDocument(api, trace?.model2, trace?.iddoc2);
  };
  const stateOf = async (kindName: string, created: Created) => {
    const { doc, lines } = await reread(kindName, created);
    const served = lines.map(({ servido }) => servido);
    return [doc.idestado, doc.idestado_ant, doc.editable, ...served];
  };

  it.each(KINDS)('of $name takes its lines along', async ({ name, lineResource, key }) => {
    const referencia = await product();
    const created = await issue(name, [{ referencia, cantidad: 4 }, { descripcion: 'b' }]);
    const answer = await remove(name, created);
    expect([answer.status, answer.body.data]).toEqual([200, created.doc]);
    expect((await api.get(`/${pathOf(name, created)}`)).status).toBe(404);
    const lines = await api.get(`/${lineResource}?${key}=${idOf(name, created)}`);
    expect(lines.body).toEqual([]);
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
    expectRefused(await remove(name, created), 404, 'record-not-found');
  });

  it.each([
    ['PresupuestoCliente', 3],
    ['PedidoCliente', 6],
    ['AlbaranCliente', 9],
    ['PresupuestoProveedor', 14],
    ['PedidoProveedor', 17],
    ['AlbaranProveedor', 20],
  ])('of %s is possible while it is locked in %i', async (kindName, idestado) => {
    const referencia = await product();
    const created = await issue(kindName, [{ referencia, cantidad: 4 }]);
    await setState(kindName, created, idestado);
    expect((await remove(kindName, created)).status).toBe(200);
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
  });

  it.each<[string, number, Units]>([
    ['FacturaCliente', 11, [6, 0, 0]],
    ['FacturaProveedor', 22, [14, 0, 0]],
  ])('of %s is refused while it is locked in %i', async (kindName, idestado, units) => {
    const referencia = await product();
    const created = await issue(kindName, [{ referencia, cantidad: 4 }]);
    const { idestado: open } = created.doc;
    await setState(kindName, created, idestado);
    const before = await reread(kindName, created);
    expectRefused(await remove(kindName, created), 400, 'record-deleted-error');
    expect(await reread(kindName, created)).toEqual(before);
    expect(await unitsOf(api, referencia)).toEqual(units);
    await setState(kindName, created, open);
    expect((await remove(kindName, created)).status).toBe(200);
  });

  describe.each(PAIRS)('between %s (%i, %i) and %s', (...pair) => {
    const [kindName, open, idestado, childName, alone, both] = pair;

    it('is refused to the parent, and the child’s opens the parent again', async () => {
      const referencia = await product();
      const parent = await issue(kindName, [{ referencia, cantidad: 4 }]);
      expect(await unitsOf(api, referencia)).toEqual(alone);
      const child = await generate(kindName, parent, idestado);
      const before = await reread(kindName, parent);
      expectRefused(await remove(kindName, parent), 400, 'record-deleted-error');
      expect(await reread(kindName, parent)).toEqual(before);
      expect(await reread(childName, child)).toEqual(child);
      expect(await unitsOf(api, referencia)).toEqual(both);

      expect((await remove(childName, child)).status).toBe(200);
      expect(await reread(kindName, parent)).toEqual({
        doc: { ...parent.doc, idestado: open, idestado_ant: idestado },
        lines: parent.lines,
      });
      expect(await unitsOf(api, referencia)).toEqual(alone);
      expect(await tracesOf(api, kindName, idOf(kindName, parent))).toEqual([]);
      expect((await remove(kindName, parent)).status).toBe(200);
      expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
    });
  });

  it('goes through a chain from its end', async () => {
    const referencia = await product();
    const quote = await issue('PresupuestoCliente', [{ referencia, cantidad: 4 }]);
    const order = await generate('PresupuestoCliente', quote, 2);
    const note = await generate('PedidoCliente', order, 5);
    const invoice = await generate('AlbaranCliente', note, 8);
    const chain: [string, Created][] = [
      ['PresupuestoCliente', quote],
      ['PedidoCliente', order],
      ['AlbaranCliente', note],
    ];
    for (const [kindName, created] of chain) {
      expectRefused(await remove(kindName, created), 400, 'record-deleted-error');
    }
    await remove('FacturaCliente', invoice);
    expect(await stateOf('AlbaranCliente', note)).toEqual([7, 8, true, 0]);
    expect(await stateOf('PedidoCliente', order)).toEqual([5, 4, false, 4]);
    expect((await remove('AlbaranCliente', note)).status).toBe(200);
    expect(await stateOf('PedidoCliente', order)).toEqual([4, 5, true, 0]);
    expect(await stateOf('PresupuestoCliente', quote)).toEqual([2, 1, false, 4]);
    expect((await remove('PedidoCliente', order)).status).toBe(200);
    expect(await stateOf('PresupuestoCliente', quote)).toEqual([1, 2, true, 0]);
    expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
  });

  it('of one of two children gives back its own part', async () => {
    const referencia = await product();
    const order = await issue('PedidoCliente', [{ referencia, cantidad: 3 }]);
    const notes = [await generate('PedidoCliente', order, 5)];
    await setState('PedidoCliente', order, 4);
    await editDocument(api, 'PedidoCliente', order.doc.idpedido, {
      lineas: [{ idlinea: order.lines[0]?.idlinea, cantidad: 4 }],
    });
    notes.push(await generate('PedidoCliente', order, 5));
    expect(notes.map(({ lines }) => lines[0]?.cantidad)).toEqual([3, 1]);
    expect(await unitsOf(api, referencia)).toEqual([6, 0, 0]);

    expect((await remove('AlbaranCliente', notes[1]!)).status).toBe(200);
    expect(await stateOf('PedidoCliente', order)).toEqual([4, 5, true, 3]);
    expect(await unitsOf(api, referencia)).toEqual([7, 1, 0]);
    expectRefused(await remove('PedidoCliente', order), 400, 'record-deleted-error');
    expect(await tracesOf(api, 'PedidoCliente', order.doc.idpedido)).toHaveLength(1);
    // The status before is one that generates: the default one comes in its place.
    expect((await remove('AlbaranCliente', notes[0]!)).status).toBe(200);
    expect((await stateOf('PedidoCliente', order)).slice(0, 1)).toEqual([4]);
    expect((await stateOf('PedidoCliente', order)).slice(2)).toEqual([true, 0]);
    expect(await unitsOf(api, referencia)).toEqual([10, 4, 0]);
  });

  describe('of a child sets the parent', () => {
    const tipodoc = 'PedidoCliente';
    const ownState = async (): Promise<Row> =>
      create(api, 'estadodocumentos', { nombre: 'own', tipodoc, editable: true });
    const orderIn = async (idestado: number): Promise<Created> => {
      const order = await issue(tipodoc, [{ descripcion: 'a', cantidad: 4 }]);
      await setState(tipodoc, order, idestado);
      return order;
    };

    it('back to a status of one’s own', async () => {
      const { idestado } = await ownState();
      const order = await orderIn(idestado);
      const note = await generate(tipodoc, order, 5);
      await remove('AlbaranCliente', note);
      expect(await stateOf(tipodoc, order)).toEqual([idestado, 5, true, 0]);
    });

    it('to the default where the status before is gone', async () => {
      const { idestado } = await ownState();
      const order = await orderIn(idestado);
      const note = await generate(tipodoc, order, 5);
      expect((await api.call('DELETE', `/estadodocumentos/${idestado}`)).status).toBe(200);
      await remove('AlbaranCliente', note);
      expect(await stateOf(tipodoc, order)).toEqual([4, 5, true, 0]);
    });

    it('to the default where the status before generates', async () => {
      const order = await orderIn(6);
      const note = await generate(tipodoc, order, 5);
      await setState(tipodoc, order, 25);
      await remove('AlbaranCliente', note);
      expect(await stateOf(tipodoc, order)).toEqual([4, 25, true, 0]);
    });
  });

  it('leaves no trace when the parent can not take its stock again', async () => {
    const referencia = await product({ ventasinstock: false });
    const note = await issue('AlbaranCliente', [
      { descripcion: 'first', pvpunitario: 1 },
      { referencia, cantidad: 10 },
    ]);
    const invoice = await generate('AlbaranCliente', note, 8);
    // The invoice leaves its goods where they are, and six of the ten are sold to somebody else.
    const line = `lineafacturaclientes/${invoice.lines[1]?.idlinea}`;
    await change(api, line, { actualizastock: 0 });
    await issue('AlbaranCliente', [{ referencia, cantidad: 6 }]);
    const before = [await reread('AlbaranCliente', note), await reread('FacturaCliente', invoice)];
    const traces = await tracesOf(api, 'AlbaranCliente', note.doc.idalbaran);
    expectRefused(await remove('FacturaCliente', invoice), 400, 'record-deleted-error');
    expect([await reread('AlbaranCliente', note), await reread('FacturaCliente', invoice)]).toEqual(
      before,
    );
    expect(await tracesOf(api, 'AlbaranCliente', note.doc.idalbaran)).toEqual(traces);
    expect(await unitsOf(api, referencia)).toEqual([4, 0, 0]);
  });

  it('of a trace gives back what it served', async () => {
    const order = await issue('PedidoCliente', [{ descripcion: 'a', cantidad: 4 }]);
    await generate('PedidoCliente', order, 5);
    const [trace] = await tracesOf(api, 'PedidoCliente', order.doc.idpedido);
    expect((await api.call('DELETE', `/doctransformations/${trace?.id}`)).status).toBe(200);
    expect((await reread('PedidoCliente', order)).lines).toMatchObject([{ servido: 0 }]);
  });
});
