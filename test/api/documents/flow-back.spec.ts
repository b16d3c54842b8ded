import { beforeAll, describe, expect, it } from 'vitest';
import type { TestApi } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createFor,
  createProduct,
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
import { DELIVERY, ORDER, PURCHASE_ORDER, PURCHASE_QUOTE, QUOTE } from '../../support/states.js';

type Units = readonly [number, number, number];

interface Pair {
  readonly parent: string;
  readonly open: number;
  readonly passedOn: number;
  readonly child: string;
  /** The units when all ten are in the child, when seven are, and when none is any more. */
  readonly units: readonly [Units, Units, Units];
}

const PAIRS: readonly Pair[] = [
  pair('PresupuestoCliente', QUOTE.open, QUOTE.ordered, 'PedidoCliente', [
    [0, 10, 0],
    [0, 7, 0],
    [0, 0, 0],
  ]),
  pair('PresupuestoCliente', QUOTE.open, QUOTE.invoiced, 'FacturaCliente', [
    [-10, 0, 0],
    [-7, 0, 0],
    [0, 0, 0],
  ]),
  pair('PedidoCliente', ORDER.open, ORDER.delivered, 'AlbaranCliente', [
    [-10, 0, 0],
    [-7, 3, 0],
    [0, 10, 0],
  ]),
  pair('AlbaranCliente', DELIVERY.open, DELIVERY.invoiced, 'FacturaCliente', [
    [-10, 0, 0],
    [-10, 0, 0],
    [-10, 0, 0],
  ]),
  pair('PresupuestoProveedor', PURCHASE_QUOTE.open, PURCHASE_QUOTE.ordered, 'PedidoProveedor', [
    [0, 0, 10],
    [0, 0, 7],
    [0, 0, 0],
  ]),
  pair('PedidoProveedor', PURCHASE_ORDER.open, PURCHASE_ORDER.delivered, 'AlbaranProveedor', [
    [10, 0, 0],
    [7, 0, 3],
    [0, 0, 10],
  ]),
  pair('PedidoProveedor', PURCHASE_ORDER.open, PURCHASE_ORDER.invoiced, 'FacturaProveedor', [
    [10, 0, 0],
    [7, 0, 3],
    [0, 0, 10],
  ]),
];

function pair(
  parent: string,
  open: number,
  passedOn: number,
  child: string,
  units: Pair['units'],
): Pair {
  return { parent, open, passedOn, child, units };
}

/** What the scenarios do to documents, over one server. */
function documentsOf(api: TestApi, subjects: () => Subjects) {
  const idOf = (kindName: string, { doc }: Created): number => doc[kindOf(kindName).key];
  const reread = (kindName: string, created: Created) =>
    readDocument(api, kindName, idOf(kindName, created));
  return {
    idOf,
    reread,
    issue: (kindName: string, lineas: readonly Values[]): Promise<Created> =>
      createFor(subjects(), api, kindName, { fecha: `10-02-${YEAR}`, lineas }),
    product: async () => (await createProduct(api, { descripcion: 'p', precio: 10 })).referencia,
    setState: (kindName: string, created: Created, idestado: number) =>
      change(api, `${kindOf(kindName).resource}/${idOf(kindName, created)}`, { idestado }),
    /** The document that was generated last. */
    childOf: async (kindName: string, parent: Created): Promise<Created> => {
      const trace = (await tracesOf(api, kindName, idOf(kindName, parent))).at(-1);
      return readDocument(api, trace?.model2, trace?.iddoc2);
    },
    servedOf: async (kindName: string, created: Created) => {
      const { doc, lines } = await reread(kindName, created);
      return [doc.idestado, ...lines.map(({ servido }) => servido)];
    },
    setLine: (kindName: string, line: Row | undefined, values: Values) =>
      change(api, `${kindOf(kindName).lineResource}/${line?.idlinea}`, values),
    removeLine: (kindName: string, line: Row | undefined) =>
      api.call('DELETE', `/${kindOf(kindName).lineResource}/${line?.idlinea}`),
    tracedOf: async (kindName: string, parent: Created) =>
      (await tracesOf(api, kindName, idOf(kindName, parent))).map(({ cantidad }) => cantidad),
  };
}

describeApi('what is taken out of a later document', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });
  const documents = documentsOf(api, () => subjects);
  const { issue, product, setState, childOf, servedOf, setLine, removeLine, tracedOf } = documents;

  describe.each(PAIRS)('$child from $parent', ({ parent, open, passedOn, child, units }) => {
    const [all, seven, none] = units;
    const start = async () => {
      const referencia = await product();
      const source = await issue(parent, [{ referencia, cantidad: 10, pvpunitario: 10 }]);
      await setState(parent, source, passedOn);
      const made = await childOf(parent, source);
      expect(await unitsOf(api, referencia)).toEqual(all);
      return { referencia, source, made, line: made.lines[0] };
    };

    it('flows back by the line', async () => {
      const { referencia, source, line } = await start();
      await setLine(child, line, { cantidad: 7 });
      expect(await unitsOf(api, referencia)).toEqual(seven);
      expect(await servedOf(parent, source)).toEqual([open, 7]);
      expect(await tracedOf(parent, source)).toEqual([7]);

      // What was taken out is passed on once more.
      await setState(parent, source, passedOn);
      const second = await childOf(parent, source);
      expect(second.lines).toMatchObject([{ cantidad: 3 }]);
      expect(await servedOf(parent, source)).toEqual([passedOn, 10]);
      expect(await unitsOf(api, referencia)).toEqual(all);
    });

    it('flows back by an edit, and is taken again up to what there is', async () => {
      const { referencia, source, made, line } = await start();
      const edit = (cantidad: number) =>
        editDocument(api, child, documents.idOf(child, made), {
          lineas: [{ idlinea: line?.idlinea, cantidad }],
        });
      await edit(7);
      expect([await servedOf(parent, source), await unitsOf(api, referencia)]).toEqual([
        [open, 7],
        seven,
      ]);
      await edit(10);
      expect([await servedOf(parent, source), await unitsOf(api, referencia)]).toEqual([
        [open, 10],
        all,
      ]);
      await edit(12);
      expect([await servedOf(parent, source), await tracedOf(parent, source)]).toEqual([
        [open, 10],
        [10],
      ]);
      await edit(11);
      expect(await servedOf(parent, source)).toEqual([open, 10]);
      await edit(9);
      expect([await servedOf(parent, source), await tracedOf(parent, source)]).toEqual([
        [open, 9],
        [9],
      ]);
    });

    it('flows back with a line that goes', async () => {
      const { referencia, source, made, line } = await start();
      expect((await removeLine(child, line)).status).toBe(200);
      expect(await servedOf(parent, source)).toEqual([open, 0]);
      expect([await tracedOf(parent, source), await unitsOf(api, referencia)]).toEqual([[], none]);
      const path = `/${kindOf(child).resource}/${documents.idOf(child, made)}`;
      expect((await api.call('DELETE', path)).status).toBe(200);
      expect(await servedOf(parent, source)).toEqual([open, 0]);
    });

    it('flows back with a line that an edit leaves out, and with the document', async () => {
      const { referencia, source, made } = await start();
      const id = documents.idOf(child, made);
      await editDocument(api, child, id, { lineas: [{ descripcion: 'other', cantidad: 1 }] });
      expect([await servedOf(parent, source), await unitsOf(api, referencia)]).toEqual([
        [open, 0],
        none,
      ]);
      await setState(parent, source, passedOn);
      const second = await childOf(parent, source);
      const path = `/${kindOf(child).resource}/${documents.idOf(child, second)}`;
      expect((await api.call('DELETE', path)).status).toBe(200);
      expect([await servedOf(parent, source), await unitsOf(api, referencia)]).toEqual([
        [open, 0],
        none,
      ]);
    });
  });

  it('goes back to each of several lines that were merged into one', async () => {
    const referencia = await product();
    const orders = [
      await issue('PedidoCliente', [{ referencia, cantidad: 4 }]),
      await issue('PedidoCliente', [{ referencia, cantidad: 6 }]),
    ];
    const note = await issue('AlbaranCliente', [{ referencia, cantidad: 10 }]);
    for (const { doc, lines } of orders) {
      const [line] = lines;
      await create(api, 'doctransformations', {
        ...{ model1: 'PedidoCliente', iddoc1: doc.idpedido, idlinea1: line?.idlinea },
        ...{ model2: 'AlbaranCliente', iddoc2: note.doc.idalbaran },
        ...{ idlinea2: note.lines[0]?.idlinea, cantidad: line?.cantidad },
      });
      await setLine('PedidoCliente', line, { servido: line?.cantidad });
    }
    expect(await unitsOf(api, referencia)).toEqual([-10, 0, 0]);
    const served = async () => [
      (await servedOf('PedidoCliente', orders[0]!))[1],
      (await servedOf('PedidoCliente', orders[1]!))[1],
    ];
    await setLine('AlbaranCliente', note.lines[0], { cantidad: 3 });
    expect([await served(), await unitsOf(api, referencia)]).toEqual([
      [3, 0],
      [-3, 7, 0],
    ]);
    await setLine('AlbaranCliente', note.lines[0], { cantidad: 9.5 });
    expect([await served(), await unitsOf(api, referencia)]).toEqual([
      [4, 5.5],
      [-9.5, 0.5, 0],
    ]);
    await setLine('AlbaranCliente', note.lines[0], { cantidad: 20 });
    expect([await served(), await unitsOf(api, referencia)]).toEqual([
      [4, 6],
      [-20, 0, 0],
    ]);
  });

  it('leaves a document that was cancelled since as it is', async () => {
    const order = await issue('PedidoCliente', [{ descripcion: 'a', cantidad: 4 }]);
    await setState('PedidoCliente', order, ORDER.delivered);
    const note = await childOf('PedidoCliente', order);
    await setState('PedidoCliente', order, ORDER.cancelled);
    await setLine('AlbaranCliente', note.lines[0], { cantidad: 1 });
    expect(await servedOf('PedidoCliente', order)).toEqual([ORDER.cancelled, 1]);
  });

  it('goes back in lines of less than nothing too', async () => {
    const referencia = await product();
    const order = await issue('PedidoCliente', [{ referencia, cantidad: -4 }]);
    await setState('PedidoCliente', order, ORDER.delivered);
    const note = await childOf('PedidoCliente', order);
    await setLine('AlbaranCliente', note.lines[0], { cantidad: -1 });
    expect(await servedOf('PedidoCliente', order)).toEqual([ORDER.open, -1]);
    await setLine('AlbaranCliente', note.lines[0], { cantidad: 2 });
    expect(await servedOf('PedidoCliente', order)).toEqual([ORDER.open, 0]);
    expect(await unitsOf(api, referencia)).toEqual([-2, -4, 0]);
  });

  it('follows a line to another document', async () => {
    const order = await issue('PedidoCliente', [{ descripcion: 'a', cantidad: 4 }]);
    await setState('PedidoCliente', order, ORDER.delivered);
    const note = await childOf('PedidoCliente', order);
    const other = await issue('AlbaranCliente', []);
    const { idalbaran } = other.doc;
    await setLine('AlbaranCliente', note.lines[0], { idalbaran, cantidad: 3 });
    const [trace] = await tracesOf(api, 'PedidoCliente', order.doc.idpedido);
    expect(trace).toMatchObject({ iddoc2: idalbaran, cantidad: 3 });
    expect((await api.call('DELETE', `/albaranclientes/${idalbaran}`)).status).toBe(200);
    expect(await servedOf('PedidoCliente', order)).toEqual([ORDER.open, 0]);
  });
});
