import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createFor,
  createProduct,
  createSubjects,
  kindOf,
  readDocument,
  type Row,
  type Subjects,
  tracesOf,
  unitsOf,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';
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

/** Kind, status and stock mode of a new document, a locked status without successor, its mode. */
const STATES = [
  ['PresupuestoCliente', QUOTE.open, 0, QUOTE.rejected, 0],
  ['PedidoCliente', ORDER.open, -2, ORDER.cancelled, 0],
  ['AlbaranCliente', DELIVERY.open, -1, DELIVERY.returned, 0],
  ['FacturaCliente', INVOICE.draft, -1, INVOICE.issued, -1],
  ['PresupuestoProveedor', PURCHASE_QUOTE.open, 0, PURCHASE_QUOTE.cancelled, 0],
  ['PedidoProveedor', PURCHASE_ORDER.open, 2, PURCHASE_ORDER.cancelled, 0],
  ['AlbaranProveedor', PURCHASE_DELIVERY.open, 1, PURCHASE_DELIVERY.returned, 0],
  ['FacturaProveedor', PURCHASE_INVOICE.draft, 1, PURCHASE_INVOICE.received, 1],
] as const;
const LOCKED = STATES.map(([kindName, , , locked]) => [kindName, locked] as const);
const LINES = [{ descripcion: 'a', cantidad: 2, pvpunitario: 10 }];

describeApi('statuses of documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = (kindName: string, values: Values = {}): Promise<Created> =>
    createFor(subjects, api, kindName, { fecha: `10-04-${YEAR}`, lineas: LINES, ...values });
  const pathOf = (kindName: string, doc: Row) => {
    const { resource, key } = kindOf(kindName);
    return `${resource}/${doc[key]}`;
  };
  const put = (path: string, json: Values) => api.call('PUT', `/${path}`, { json });
  const stored = (kindName: string, doc: Row) =>
    readDocument(api, kindName, doc[kindOf(kindName).key]);
  const modesOf = async (kindName: string, doc: Row) =>
    (await stored(kindName, doc)).lines.map(({ actualizastock }) => actualizastock);
  /** A document in a locked status that generates nothing. */
  const locked = async (kindName: string, idestado: number): Promise<Created> => {
    const { doc } = await issue(kindName);
    await change(api, pathOf(kindName, doc), { idestado });
    return stored(kindName, doc);
  };

  it.each(STATES)('of %s begin with %i and stock mode %i', async (kindName, open, mode) => {
    const { doc, lines } = await issue(kindName);
    expect(doc).toMatchObject({ editable: true, idestado: open, idestado_ant: null });
    expect(lines).toMatchObject([{ actualizastock: mode }]);
    const put = await change(api, pathOf(kindName, doc), { editable: false, observaciones: 'x' });
    expect(put).toMatchObject({ editable: true, idestado: open, idestado_ant: null });
  });

  it.each(STATES)('of %s change from %i (%i) to %i (%i) and back', async (...row) => {
    const [kindName, open, mode, idestado, lockedMode] = row;
    const { doc } = await issue(kindName);
    const path = pathOf(kindName, doc);
    expect(await change(api, path, { idestado })).toEqual({
      ...doc,
      editable: false,
      idestado,
      idestado_ant: open,
    });
    expect(await modesOf(kindName, doc)).toEqual([lockedMode]);
    expect(await change(api, path, { idestado: open })).toEqual({
      ...doc,
      idestado_ant: idestado,
    });
    expect(await modesOf(kindName, doc)).toEqual([mode]);
  });

  describe('of locked documents', () => {
    it.each(LOCKED)('%s refuse changes in %i', async (kindName, idestado) => {
      const before = await locked(kindName, idestado);
      const path = pathOf(kindName, before.doc);
      const { codcliente, codproveedor } = await createSubjects(api);
      const sales = kindOf(kindName).side === 'sales';
      const changes: Values[] = [
        { codpago: 'TRANS' },
        { codserie: 'R' },
        { dtopor1: 5 },
        { fecha: `11-04-${YEAR}` },
        { hora: '23:59:59' },
        { numero: 99 },
        { observaciones: 'x' },
        { tasaconv: 2 },
        sales ? { codcliente } : { codproveedor },
        sales ? { numero2: 'x' } : { numproveedor: 'x' },
      ];
      for (const json of changes) {
        const answer = await put(path, json);
        expect([json, answer.status]).toEqual([json, 400]);
        expectRefused(answer, 400, 'record-save-error');
      }
      expect(await stored(kindName, before.doc)).toEqual(before);
    });

    it.each(LOCKED)('%s take mail, files and previous status in %i', async (kindName, idestado) => {
      const { doc } = await locked(kindName, idestado);
      const path = pathOf(kindName, doc);
      const json = { femail: `12-04-${YEAR}`, numdocs: 3 };
      expect(await change(api, path, json)).toEqual({ ...doc, ...json });
      const back = await change(api, path, { idestado_ant: idestado });
      expect(back).toEqual({ ...doc, ...json, idestado_ant: idestado });
    });

    // DEFECT of the reference: it compared numbers and truths with the texts of a form.
    it.each(LOCKED)('%s take every value that they have in %i', async (kindName, idestado) => {
      const { doc, lines } = await locked(kindName, idestado);
      const path = pathOf(kindName, doc);
      const { idestado: _idestado, ...values } = doc;
      expect(await change(api, path, values)).toEqual(doc);
      const texts = Object.entries(values).map(([name, value]): [string, string] => {
        return [name, typeof value === 'boolean' ? String(Number(value)) : String(value)];
      });
      const form = await api.call('PUT', `/${path}`, { body: new URLSearchParams(texts) });
      expect([form.status, form.body.data]).toEqual([200, doc]);
      expect((await stored(kindName, doc)).lines).toEqual(lines);
    });

    it.each(LOCKED)('%s may change with the way out of %i', async (kindName, idestado) => {
      const { doc } = await locked(kindName, idestado);
      const open = doc.idestado_ant;
      const json = { idestado: open, observaciones: 'x', dtopor1: 5, codpago: 'TRANS' };
      expect(await change(api, pathOf(kindName, doc), json)).toMatchObject({
        ...json,
        editable: true,
        idestado_ant: idestado,
        total: doc.total,
      });
    });

    it.each(LOCKED)('%s may change with the way into %i', async (kindName, idestado) => {
      const { doc } = await issue(kindName);
      const json = { idestado, observaciones: 'x', dtopor1: 5 };
      const changed = await change(api, pathOf(kindName, doc), json);
      expect(changed).toMatchObject({ ...json, editable: false });
    });

    it.each(LOCKED)('%s change it with editar* in %i', async (kindName, idestado) => {
      const { doc } = await locked(kindName, idestado);
      const path = `editar${kindName}/${doc[kindOf(kindName).key]}`;
      const { subject } = kindOf(kindName);
      for (const json of [{ lineas: LINES }, { observaciones: 'x' }, { [subject]: doc[subject] }]) {
        expectRefused(await put(path, json), 422, 'non-editable-document');
      }
      const { body } = await put(path, { idestado: doc.idestado_ant, unknown: 'x' });
      expect(body.doc).toEqual({
        ...doc,
        editable: true,
        idestado: doc.idestado_ant,
        idestado_ant: idestado,
      });
    });
  });

  describe('that are sent', () => {
    // DEFECT of the reference: any row of the table was taken.
    it.each<[string, unknown]>([
      ['another kind', INVOICE.issued],
      ['another side', PURCHASE_QUOTE.ordered],
      ['no status', 9999],
      ['null', null],
      ['no number', 'x'],
      ['an inactive one', 'inactive'],
    ])('are refused for %s', async (_what, sent) => {
      const tipodoc = 'PresupuestoCliente';
      const own = { nombre: 'old', tipodoc, activo: false, editable: true };
      const idestado =
        sent === 'inactive' ? (await create(api, 'estadodocumentos', own)).idestado : sent;
      const { doc } = await issue(tipodoc);
      const path = pathOf(tipodoc, doc);
      const generic = await put(path, { idestado });
      expectRefused(generic, 400, 'record-save-error');
      expect(refusedFields(generic)).toContain('idestado');
      expect((await stored(tipodoc, doc)).doc).toEqual(doc);

      await change(api, path, { idestado: QUOTE.rejected });
      const edited = await put(`editar${tipodoc}/${doc.idpresupuesto}`, { idestado });
      expect([edited.status, edited.body.status]).toEqual([422, 'error']);
      expect((await stored(tipodoc, doc)).doc.idestado).toBe(QUOTE.rejected);
      if (idestado === null) return;

      const { codcliente } = subjects;
      const json = { codcliente, lineas: LINES, idestado, observaciones: `sent ${String(sent)}` };
      const created = await api.call('POST', `/crear${tipodoc}`, { json });
      expect([created.status, created.body.status]).toEqual([422, 'error']);
      const posted = await api.call('POST', '/presupuestoclientes', { json });
      expectRefused(posted, 400, 'record-save-error');
      const found = `/presupuestoclientes?observaciones=sent ${String(sent)}`;
      expect((await api.get(found)).body).toEqual([]);
    });

    it.each(STATES)('are a change of %s though they are the same: %i', async (kindName, same) => {
      const { doc } = await issue(kindName);
      const changed = await change(api, pathOf(kindName, doc), { idestado: same });
      expect(changed).toEqual({ ...doc, idestado_ant: same });
    });

    // DEFECT of the reference: created in a locked status, only documents of 0 came through.
    it.each(STATES)('with crear%s apply last (%i, %i to %i, %i)', async (...row) => {
      const [kindName, open, , idestado, mode] = row;
      const { doc, lines } = await issue(kindName, { idestado });
      expect(doc).toMatchObject({ editable: false, idestado, idestado_ant: open, total: 24.2 });
      expect(lines).toMatchObject([{ actualizastock: mode, pvptotal: 20 }]);
      expect(await stored(kindName, doc)).toEqual({ doc, lines });
    });

    it('with crear* generate', async () => {
      const { doc, lines } = await issue('PresupuestoCliente', { idestado: QUOTE.ordered });
      expect(doc).toMatchObject({
        editable: false,
        idestado: QUOTE.ordered,
        idestado_ant: QUOTE.open,
        total: 24.2,
      });
      expect(lines).toMatchObject([{ servido: 2 }]);
      const [trace] = await tracesOf(api, 'PresupuestoCliente', doc.idpresupuesto);
      const child = await readDocument(api, 'PedidoCliente', trace?.iddoc2);
      expect(child.doc).toMatchObject({ idestado: ORDER.open, total: 24.2 });
    });

    it('with crear* undo it all when nothing can be generated', async () => {
      const product = await createProduct(api, { descripcion: 'p', ventasinstock: false }, 3);
      const { referencia } = product;
      const json = { codcliente: subjects.codcliente, lineas: [{ referencia, cantidad: 50 }] };
      const answer = await api.call('POST', '/crearPedidoCliente', {
        json: { ...json, idestado: ORDER.delivered },
      });
      expect([answer.status, answer.body.status]).toEqual([422, 'error']);
      expect((await api.get(`/lineapedidoclientes?referencia=${referencia}`)).body).toEqual([]);
      expect(await unitsOf(api, referencia)).toEqual([3, 0, 0]);
    });
  });

  describe('move stock', () => {
    it.each([
      ['PedidoCliente', [ORDER.cancelled, ORDER.open], '10,4,0 10,0,0 10,4,0'],
      ['AlbaranCliente', [DELIVERY.returned, DELIVERY.open], '6,0,0 10,0,0 6,0,0'],
      ['FacturaCliente', [INVOICE.issued, INVOICE.draft], '6,0,0 6,0,0 6,0,0'],
      ['PedidoProveedor', [PURCHASE_ORDER.cancelled, PURCHASE_ORDER.open], '10,0,4 10,0,0 10,0,4'],
      [
        'AlbaranProveedor',
        [PURCHASE_DELIVERY.returned, PURCHASE_DELIVERY.open],
        '14,0,0 10,0,0 14,0,0',
      ],
      [
        'FacturaProveedor',
        [PURCHASE_INVOICE.received, PURCHASE_INVOICE.draft],
        '14,0,0 14,0,0 14,0,0',
      ],
    ])('of the lines of %s through %j: %s', async (kindName, states, units) => {
      const { referencia } = await createProduct(api, { descripcion: 'p' }, 10);
      const { doc } = await issue(kindName, { lineas: [{ referencia, cantidad: 4 }] });
      const seen = [String(await unitsOf(api, referencia))];
      for (const idestado of states) {
        await change(api, pathOf(kindName, doc), { idestado });
        seen.push(String(await unitsOf(api, referencia)));
      }
      expect(seen.join(' ')).toBe(units);
    });

    it('as statuses of one’s own say', async () => {
      const tipodoc = 'PresupuestoCliente';
      const { idestado } = await create(api, 'estadodocumentos', {
        nombre: 'held',
        tipodoc,
        actualizastock: -2,
        editable: true,
      });
      const { referencia } = await createProduct(api, { descripcion: 'p' }, 10);
      const { doc } = await issue(tipodoc, { lineas: [{ referencia, cantidad: 4 }] });
      expect(await unitsOf(api, referencia)).toEqual([10, 0, 0]);
      const changed = await change(api, pathOf(tipodoc, doc), { idestado });
      expect(changed).toMatchObject({ editable: true, idestado, idestado_ant: QUOTE.open });
      expect(await unitsOf(api, referencia)).toEqual([10, 4, 0]);
      expect(await modesOf(tipodoc, doc)).toEqual([-2]);
    });

    // DEFECT of the reference: the lines stayed behind and the answer was 200.
    it('or are refused where there is none', async () => {
      const product = await createProduct(api, { descripcion: 'p', ventasinstock: false }, 4);
      const { referencia } = product;
      const { doc } = await issue('AlbaranCliente', { lineas: [{ referencia, cantidad: 3 }] });
      const path = pathOf('AlbaranCliente', doc);
      await change(api, path, { idestado: DELIVERY.returned });
      const [row] = (await api.get(`/stocks?referencia=${referencia}`)).body;
      await change(api, `stocks/${row.idstock}`, { cantidad: 1 });
      const before = await stored('AlbaranCliente', doc);
      expectRefused(await put(path, { idestado: DELIVERY.open }), 400, 'record-save-error');
      const edited = await put(`editarAlbaranCliente/${doc.idalbaran}`, {
        idestado: DELIVERY.open,
      });
      expectRefused(edited, 422, 'record-save-error');
      expect(await stored('AlbaranCliente', doc)).toEqual(before);
      expect(await unitsOf(api, referencia)).toEqual([1, 0, 0]);
    });
  });
});
