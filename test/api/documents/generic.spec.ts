import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  createProduct,
  type Kind,
  KINDS,
  readDocument,
  storedOf,
  subjectOf,
  type Values,
} from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';

const DAY = '15-03-2024';
const LINE_DEFAULTS = {
  actualizastock: 0,
  cantidad: 1,
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
  pvpunitario: 0,
  recargo: 5.2,
  referencia: null,
  servido: 0,
  suplido: false,
};
/** Columns without which a kind is refused. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  PresupuestoCliente: [],
  FacturaCliente: ['cifnif', 'nombrecliente'],
  AlbaranProveedor: ['cifnif', 'nombre'],
  FacturaProveedor: ['cifnif', 'nombre'],
};
const neededBy = ({ name }: Kind): readonly string[] => NEEDED[name] ?? ['cifnif'];

describeApi('the generic resources of documents', (api) => {
  describe.each(KINDS)('$name', (kind) => {
    const { name, resource, lineResource, key } = kind;
    const needed = Object.fromEntries(neededBy(kind).map((column) => [column, 'X']));
    const post = (json: Values) => api.call('POST', `/${resource}`, { json });
    const made = async (lineas: readonly Values[] = [{ pvpunitario: 100 }]) =>
      createDocument(api, name, { ...(await subjectOf(api, name)), fecha: DAY, lineas });

    it('needs its names, and is refused by all that are missing', async () => {
      const before = await storedOf(api, name);
      const answer = await post({ codserie: 'A', fecha: DAY });
      if (neededBy(kind).length === 0) {
        expect(answer.status).toBe(200);
        return;
      }
      expectRefused(answer, 400, 'record-save-error');
      expect(refusedFields(answer).sort()).toEqual(neededBy(kind));
      expect(await storedOf(api, name)).toEqual(before);
    });

    it('starts with the defaults, a code and no lines', async () => {
      const { status, body } = await post({ ...needed, fecha: DAY });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        ...needed,
        fecha: DAY,
        codejercicio: '2024',
        codserie: 'A',
        codpago: 'CONT',
        coddivisa: 'EUR',
        codalmacen: 'ALG',
        idempresa: 1,
        editable: true,
        numero: expect.stringMatching(/^\d+$/),
        codigo: expect.stringMatching(/2024A\d+$/),
        neto: 0,
        total: 0,
        [kind.subject]: null,
      });
      const { doc, lines } = await readDocument(api, name, body.data[key]);
      expect([doc, lines]).toEqual([body.data, []]);
    });

    it('takes no snapshot of the subject', async () => {
      const subject = await subjectOf(api, name, { codpago: 'TRANS', codretencion: 'IRPF15' });
      const { body } = await post({ ...needed, ...subject, fecha: DAY });
      expect(body.data).toMatchObject({ ...subject, ...needed, codpago: 'CONT', irpf: 0 });
    });

    it('must add up', async () => {
      const before = await storedOf(api, name);
      expectRefused(await post({ ...needed, total: 100 }), 400, 'record-save-error');
      const wrong = { neto: 100, totaliva: 21, total: 121.01 };
      expectRefused(await post({ ...needed, ...wrong }), 400, 'record-save-error');
      expect(await storedOf(api, name)).toEqual(before);
      const right = { neto: 100, totaliva: 21, totalirpf: 15, totalsuplidos: 4, total: 110 };
      const { body } = await post({ ...needed, fecha: DAY, ...right });
      expect(body.data).toMatchObject({ ...right, totaleuros: 110 });
    });

    it('is changed column by column, without a calculation', async () => {
      const before = await made();
      const path = `${resource}/${String(before.doc[key])}`;
      const data = await change(api, path, { dtopor1: 50, observaciones: 'x', editable: false });
      expect(data).toEqual({ ...before.doc, dtopor1: 50, observaciones: 'x' });
      const answer = await api.call('PUT', `/${path}`, { json: { neto: 99 } });
      expectRefused(answer, 400, 'record-save-error');
      expect(await readDocument(api, name, before.doc[key])).toEqual({ ...before, doc: data });
    });

    it('has only payment methods that there are', async () => {
      const answer = await post({ ...needed, codpago: 'NO' });
      expectRefused(answer, 400, 'record-save-error');
      expect(refusedFields(answer)).toEqual(['codpago']);
    });

    describe('lines', () => {
      const postLine = (json: Values) => api.call('POST', `/${lineResource}`, { json });

      it('store what is sent, and nothing that follows from it', async () => {
        const { doc } = await made();
        const id = Number(doc[key]);
        const { status, body } = await postLine({ [key]: id, cantidad: 2, pvpunitario: 10 });
        expect(status).toBe(200);
        const line = { ...LINE_DEFAULTS, cantidad: 2, pvpunitario: 10, [key]: id };
        expect(body.data).toMatchObject(line);
        expect((await api.get(`/${lineResource}/${body.data.idlinea}`)).body).toEqual(body.data);
        const changed = { pvptotal: 7, iva: 3, descripcion: ' <b> ', servido: 1 };
        const data = await change(api, `${lineResource}/${body.data.idlinea}`, changed);
        const servido = name.startsWith('Factura') ? 0 : 1;
        expect(data).toEqual({ ...body.data, ...changed, descripcion: '&lt;b&gt;', servido });
        expect((await readDocument(api, name, id)).doc).toEqual(doc);
      });

      it('do not look products up', async () => {
        const { doc } = await made();
        const { referencia } = await createProduct(api, { precio: 9, descripcion: 'P' }, 5);
        const stocks = async () => (await api.get(`/stocks?filter[referencia]=${referencia}`)).body;
        const before = await stocks();
        const { body } = await postLine({ [key]: doc[key] as unknown, referencia });
        expect(body.data).toMatchObject({ ...LINE_DEFAULTS, referencia });
        expect(await stocks()).toEqual(before);
      });

      it('without a tax have no rates', async () => {
        const { doc } = await made();
        const values = { [key]: doc[key] as unknown, codimpuesto: null, iva: 21, recargo: 5.2 };
        const { body } = await postLine(values);
        expect(body.data).toMatchObject({ codimpuesto: null, iva: 0, recargo: 0 });
      });

      it('are deleted without a trace in the document', async () => {
        const { doc, lines } = await made();
        const path = `/${lineResource}/${String(lines[0]?.idlinea)}`;
        expect((await api.call('DELETE', path)).status).toBe(200);
        expect(await readDocument(api, name, doc[key])).toEqual({ doc, lines: [] });
      });

      it.each([-2, -1, 0, 1, 2])('have the stock effect %d', async (actualizastock) => {
        const { doc } = await made();
        const { status, body } = await postLine({ [key]: doc[key] as unknown, actualizastock });
        expect([status, body.data.actualizastock]).toEqual([200, actualizastock]);
      });

      it.each([3, -3, '5', 99])('do not have the stock effect %j', async (actualizastock) => {
        const { doc, lines } = await made();
        const { idlinea } = lines[0]!;
        const path = `/${lineResource}/${String(idlinea)}`;
        for (const answer of [
          await postLine({ [key]: doc[key] as unknown, actualizastock }),
          await api.call('PUT', path, { json: { actualizastock } }),
        ]) {
          expectRefused(answer, 400, 'record-save-error');
          expect(refusedFields(answer)).toEqual(['actualizastock']);
        }
        expect(await readDocument(api, name, doc[key])).toEqual({ doc, lines });
      });

      it.each([undefined, 999999])('belong to a document: %j does not do', async (id) => {
        const before = await storedOf(api, name);
        const answer = await postLine({ [key]: id, descripcion: 'x' });
        expectRefused(answer, 400, 'record-save-error');
        expect(refusedFields(answer)).toEqual([key]);
        expect(await storedOf(api, name)).toEqual(before);
      });

      it('of a locked document stay as they are', async () => {
        const { doc, lines } = await made();
        const filter = `filter[tipodoc]=${name}&filter[editable]=0`;
        const states = (await api.get(`/estadodocumentos?${filter}`)).body as Values[];
        const locking = states.find(({ generadoc }) => !generadoc);
        await change(api, `${resource}/${String(doc[key])}`, { idestado: locking?.idestado });
        const before = await readDocument(api, name, doc[key]);
        expect(before.doc.editable).toBe(false);
        const path = `/${lineResource}/${String(lines[0]?.idlinea)}`;
        const open = await made();
        const moved = `/${lineResource}/${String(open.lines[0]?.idlinea)}`;
        const id = doc[key] as unknown;
        for (const [method, to, json] of [
          ['POST', `/${lineResource}`, { [key]: id, descripcion: 'x' }],
          ['PUT', path, { cantidad: 5 }],
          ['PATCH', path, { descripcion: 'x' }],
          ['PUT', path, { [key]: open.doc[key] as unknown }],
          ['PUT', moved, { [key]: id }],
          ['DELETE', path, undefined],
        ] as const) {
          const answer = await api.call(method, to, { json });
          expect([method, to, answer.status, answer.body.status]).toEqual([
            method,
            to,
            400,
            'error',
          ]);
        }
        expect(await readDocument(api, name, doc[key])).toEqual(before);
        expect(await readDocument(api, name, open.doc[key])).toEqual(open);
      });
    });
  });

  it('have no two documents of one code in a company', async () => {
    const { codigo } = await create(api, 'presupuestoclientes', { fecha: DAY });
    const before = await storedOf(api, 'PresupuestoCliente');
    const json = { codigo, fecha: DAY };
    const answer = await api.call('POST', '/presupuestoclientes', { json });
    expectRefused(answer, 400, answer.body.code);
    expect(await storedOf(api, 'PresupuestoCliente')).toEqual(before);
  });
});
