import { beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  type Created,
  createDocument,
  createProduct,
  editDocument,
  expectDenied,
  kindOf,
  KINDS,
  readDocument,
  storedOf,
  subjectOf,
  type Values,
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

const DAY = '15-03-2024';

/** A status that locks documents of the kind and does nothing else. */
const LOCKING: Readonly<Record<string, number>> = {
  PresupuestoCliente: QUOTE.rejected,
  PedidoCliente: ORDER.cancelled,
  AlbaranCliente: DELIVERY.returned,
  FacturaCliente: INVOICE.issued,
  PresupuestoProveedor: PURCHASE_QUOTE.cancelled,
  PedidoProveedor: PURCHASE_ORDER.cancelled,
  AlbaranProveedor: PURCHASE_DELIVERY.returned,
  FacturaProveedor: PURCHASE_INVOICE.received,
};

type Wrong = [json: Values, status: number, text: string, field?: string];
/** What is wrong with the edit of an editable document, beside its lines. */
const WRONG: readonly Wrong[] = [
  [{ idempresa: 999 }, 422, 'cannot-change-company'],
  [{ codalmacen: 'NO' }, 422, 'cannot-change-warehouse'],
  [{ fecha: 'yesterday-ish' }, 400, 'invalid-date'],
  [{ fecha: '31-02-2024' }, 400, 'invalid-date'],
  [{ lineas: undefined }, 400, 'lineas field is required'],
  ...['', 'abc', '{"a":1}', 'null', '[1]', '[null]', { a: 1 }, [1], ['x'], [{}, null]].map(
    (lineas): Wrong => [{ lineas }, 400, 'Invalid lines'],
  ),
  [{ lineas: [{}, { descripcion: ['x'] }] }, 400, 'Invalid lines', 'lineas[1].descripcion'],
  [{ lineas: [{ cantidad: [2] }] }, 400, 'Invalid lines', 'lineas[0].cantidad'],
  [{ lineas: [{ codimpuesto: 'NO' }] }, 422, 'error-calculating-totals'],
  [{ lineas: [{ referencia: 'x'.repeat(31) }] }, 422, 'error-calculating-totals'],
  [{ codserie: 'NO' }, 422, 'error-calculating-totals', 'codserie'],
  [{ codpago: 'NO' }, 422, 'error-calculating-totals', 'codpago'],
  [{ coddivisa: 'NO' }, 422, 'error-calculating-totals', 'coddivisa'],
  [{ direccion: 'x'.repeat(201) }, 422, 'error-calculating-totals', 'direccion'],
];

describeApi('refused edits', (api) => {
  const made = async (
    kind: string,
    header: Values = {},
    lineas: unknown = [{ pvpunitario: 100 }],
  ) =>
    createDocument(api, kind, { ...(await subjectOf(api, kind)), fecha: DAY, lineas, ...header });
  const pathOf = (kind: string, { doc }: Created) =>
    `/editar${kind}/${String(doc[kindOf(kind).key])}`;
  const send = (kind: string, created: Created, json: Values) =>
    api.call('PUT', pathOf(kind, created), { json });

  /** Nothing is stored, and no number is used up. */
  const refused = async (kind: string, created: Created, json: Values): Promise<Answered> => {
    const before = await storedOf(api, kind);
    const answer = await send(kind, created, json);
    expect([answer.text, await storedOf(api, kind)]).toEqual([answer.text, before]);
    return answer;
  };

  describe.each(KINDS)('$name', ({ name, side, subject, resource, key }) => {
    let created: Created;
    beforeAll(async () => {
      created = await made(name);
    });

    it.each(WRONG)('with %j is a %d', async (wrong, status, text, field) => {
      const answer = await refused(name, created, { lineas: [], ...wrong });
      expectDenied(answer, status, text);
      const fields = [...new Set(refusedFields(answer))];
      expect(fields).toEqual(field ? [field] : expect.any(Array));
    });

    it.each(['abc', '1,234.5'])('with the discount %j is a 422', async (dtopor1) => {
      const answer = await refused(name, created, { dtopor1, lineas: [] });
      expect([answer.status, answer.body.status]).toEqual([422, 'error']);
      expect(refusedFields(answer)).toEqual(['dtopor1']);
    });

    it('of another subject, company or warehouse is a 422', async () => {
      const { idempresa } = await create(api, 'empresas', { nombre: 'Other' });
      const [{ codalmacen }] = (await api.get(`/almacenes?filter[idempresa]=${idempresa}`)).body;
      const other = await subjectOf(api, name);
      for (const [json, text] of [
        [other, 'cannot-change-subject'],
        [{ [subject]: 'NOPE' }, 'cannot-change-subject'],
        [{ idempresa }, 'cannot-change-company'],
        [{ codalmacen }, 'cannot-change-warehouse'],
      ] as const) {
        const answer = await refused(name, created, { ...json, lineas: [] });
        expectDenied(answer, 422, text);
      }
    });

    it('with one line twice is a 400', async () => {
      const idlinea = Number(created.lines[0]?.idlinea);
      for (const again of [idlinea, String(idlinea)]) {
        const lineas = [{ idlinea, cantidad: 5 }, {}, { idlinea: again, cantidad: 2 }];
        expectDenied(await refused(name, created, { lineas }), 400, 'Invalid lines');
      }
    });

    it('of what is not there is refused', async () => {
      const json = { lineas: [] };
      for (const id of ['999999', 'abc', '1abc', '1.0', '-1']) {
        const answer = await api.call('PUT', `/editar${name}/${id}`, { json });
        expectDenied(answer, 404, 'record-not-found');
      }
      const empty = await api.call('PUT', `/editar${name}/`, { json });
      expectDenied(empty, 400, 'record-not-specified');
      const none = await api.call('PUT', `/editar${name}`, { json });
      expectDenied(none, 404, 'api-resource-invalid');
    });

    it.each(['GET', 'POST', 'DELETE'])('by %s is a 405', async (method) => {
      const answer = await api.call(method, pathOf(name, created));
      expectDenied(answer, 405, 'method-not-allowed');
      expect(await readDocument(api, name, created.doc[key])).toEqual(created);
    });

    describe('locked', () => {
      const locked = async () => {
        const { doc } = await made(name);
        await change(api, `${resource}/${String(doc[key])}`, { idestado: LOCKING[name] });
        const found = await readDocument(api, name, doc[key]);
        expect(found.doc).toMatchObject({ editable: false, idestado: LOCKING[name] });
        return found;
      };

      it('is a 422 with lines or any other column', async () => {
        const held = await locked();
        const { doc, lines } = held;
        const same = { [subject]: doc[subject] as unknown };
        for (const json of [
          { lineas: [] },
          { lineas: lines },
          { lineas: 'abc' },
          { observaciones: 'no' },
          { dtopor1: 0 },
          { fecha: '31-02-2024' },
          { codalmacen: 'NO' },
          { codalmacen: 'ALG' },
          { femail: DAY, total: doc.total },
          same,
        ]) {
          expectDenied(await refused(name, held, json), 422, 'non-editable-document');
        }
      });

      it('may change what stays open, and ignores unknown keys', async () => {
        const held = await locked();
        const json = { femail: '2024-04-01', numdocs: '3', unknown: 'x', cosa: [1] };
        const { status, body } = await send(name, held, json);
        expect(status).toBe(200);
        const doc = { ...held.doc, femail: '01-04-2024', numdocs: 3 };
        expect(body).toEqual({ doc, lines: held.lines });
        expect(body).toEqual(await readDocument(api, name, held.doc[key]));
      });

      it('may be opened again, and edited then', async () => {
        const held = await locked();
        const filter = `filter[tipodoc]=${name}&filter[predeterminado]=1`;
        const [{ idestado }] = (await api.get(`/estadodocumentos?${filter}`)).body;
        const { status, body } = await send(name, held, { idestado });
        expect([status, body.doc.editable, body.doc.idestado]).toEqual([200, true, idestado]);
        expect(body.doc.idestado_ant).toBe(LOCKING[name]);
        const edited = await editDocument(api, name, held.doc[key], { lineas: [] });
        expect(edited.doc).toMatchObject({ total: 0 });
      });

      it.each([
        { femail: '31-02-2024' },
        { femail: 'abc' },
        { idestado: 999999 },
        { numdocs: 'abc' },
      ])('with %j is a 422', async (json) => {
        const answer = await refused(name, await locked(), json);
        expectDenied(answer, 422, 'record-save-error');
      });
    });

    it('in a closed exercise is refused, whatever way it comes', async () => {
      const year = 2040 + KINDS.findIndex((kind) => kind.name === name);
      const closed = await made(name, { fecha: `15-03-${year}` });
      await change(api, `ejercicios/${year}`, { estado: 'CERRADO' });
      for (const json of [{ lineas: [] }, { lineas: closed.lines, observaciones: 'x' }]) {
        expectDenied(await refused(name, closed, json), 400, 'invalid-date');
      }
      const moved = { lineas: [], fecha: `16-03-${year}` };
      expectDenied(await refused(name, created, moved), 400, 'invalid-date');
      const path = `/${resource}/${String(closed.doc[key])}`;
      const generic = await api.call('PUT', path, { json: { observaciones: 'x' } });
      expectRefused(generic, 400, 'record-save-error');
      const { cifnif } = closed.doc;
      const party = side === 'sales' ? { nombrecliente: 'x' } : { nombre: 'x' };
      const json = { ...party, cifnif, codejercicio: String(year), fecha: `16-03-${year}` };
      const posted = await api.call('POST', `/${resource}`, { json });
      expectRefused(posted, 400, 'record-save-error');
      expect(['fecha', 'codejercicio']).toContain(refusedFields(posted)[0]);
      expect(await readDocument(api, name, closed.doc[key])).toEqual(closed);
    });
  });

  it('that take stock which is not there are a 422', async () => {
    const { referencia } = await createProduct(api, { ventasinstock: false, precio: 1 }, 3);
    const stock = async () => (await api.get(`/stocks?filter[referencia]=${referencia}`)).body;
    const created = await made('AlbaranCliente', {}, [{ referencia, cantidad: 2 }]);
    const before = await stock();
    const lineas = [{ idlinea: created.lines[0]?.idlinea, cantidad: 4 }];
    const answer = await refused('AlbaranCliente', created, { lineas });
    expectDenied(answer, 422, 'error-calculating-totals');
    expect(await stock()).toEqual(before);
  });

  it('that put an invoice before a lower number are a 422', async () => {
    const first = await made('FacturaCliente', { codserie: 'S', fecha: '10-05-2024' });
    const second = await made('FacturaCliente', { codserie: 'S', fecha: '20-05-2024' });
    const json = { fecha: '01-05-2024', lineas: second.lines };
    expectDenied(await refused('FacturaCliente', second, json), 422, 'error-calculating-totals');
    const late = { fecha: '21-05-2024', lineas: first.lines };
    expectDenied(await refused('FacturaCliente', first, late), 422, 'error-calculating-totals');
  });
});
