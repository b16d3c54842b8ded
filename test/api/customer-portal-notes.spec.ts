import { beforeAll, describe, expect, it } from 'vitest';
import {
  change,
  create,
  createCustomer,
  createDocument,
  kindOf,
  type Row,
} from '../support/documents.js';
import { type Answered, KEY } from '../support/api.js';
import { describeApi } from '../support/describe-api.js';
import { makeKey } from '../support/keys.js';
import { HAS_PDF_TEXT, pdfText } from '../support/pdf-text.js';
import { sheetOf } from './export/sheets.js';

const NAME = 'customer-portal-notes';
/** What the generic resource of invoices takes from no customer. */
const GENERIC = { cifnif: '', nombrecliente: 'Customer', codserie: 'A', codalmacen: 'ALG' };
const LINES = [{ descripcion: 'Work', cantidad: 1, pvpunitario: 100 }];

describeApi('customer-portal-notes', { PLUGINS: NAME }, (api) => {
  beforeAll(async () => {
    await api.call('POST', `/plugins/${NAME}/enable`);
  });

  const post = (path: string, json: unknown) => api.call('POST', path, { json });
  const customer = async (values = {}): Promise<string> =>
    (await createCustomer(api, values)).codcliente as string;
  const note = (codcliente: string, values: Row): Promise<Row> =>
    create(api, 'portalnotes', { codcliente, text: 'A note', ...values });
  const shownTo = async (codcliente: string): Promise<string[]> =>
    (await api.get(`/portalNotesOf/${codcliente}`)).body.map(({ text }: Row) => text as string);

  describe('a note', () => {
    it('keeps what is sent, escaped, and counts from today on', async () => {
      const { body } = await api.get('/portalnotes/schema');
      expect(Object.keys(body)).toEqual(
        expect.arrayContaining(['id', 'codcliente', 'text', 'blocking', 'validuntil']),
      );
      const codcliente = await customer();
      const made = await note(codcliente, { text: ' <b> ', author: 'Ana', created: '01-01-2020' });
      const today = api.server.app && new Date().getFullYear();
      expect(made).toMatchObject({
        codcliente,
        text: '&lt;b&gt;',
        author: 'Ana',
        bycustomer: false,
        visible: false,
        printed: false,
        blocking: false,
        reason: null,
        validuntil: null,
      });
      expect(made.validfrom).toContain(String(today));
      expect(made.created).not.toContain('2020');
    });

    it.each([
      ['no text', { text: ' ' }, 'text', 'field-can-not-be-null'],
      ['a text that is too long', { text: 'x'.repeat(2001) }, 'text', 'field-value-too-long'],
      ['no customer', { codcliente: null }, 'codcliente', 'field-can-not-be-null'],
      [
        'days that are the wrong way round',
        { validfrom: '02-01-2026', validuntil: '01-01-2026' },
        'validuntil',
        'portal-note-days',
      ],
      ['a day that is none', { validfrom: '31-02-2026' }, 'validfrom', 'invalid-date'],
      ['a block without a reason', { blocking: true, reason: ' ' }, 'reason', 'portal-note-reason'],
    ])('with %s is refused', async (_, values, field, code) => {
      const codcliente = await customer();
      const { status, body } = await post('/portalnotes', { codcliente, text: 'x', ...values });
      expect([status, body.details?.[0]]).toMatchObject([400, { field, code }]);
      expect((await api.get(`/portalnotes?filter[codcliente]=${codcliente}`)).body).toEqual([]);
    });

    it('wants a customer that there is, and goes with that customer', async () => {
      const nobody = await post('/portalnotes', { codcliente: 'NOBODY', text: 'x' });
      expect([nobody.status, nobody.body.details[0].field]).toEqual([400, 'codcliente']);
      const codcliente = await customer();
      await note(codcliente, {});
      await api.call('DELETE', `/clientes/${codcliente}`);
      expect((await api.get(`/portalnotes?filter[codcliente]=${codcliente}`)).body).toEqual([]);
    });
  });

  describe('the portal', () => {
    it('shows what is visible today, the newest first, and nothing of the back office', async () => {
      const codcliente = await customer();
      const visible = { visible: true };
      await note(codcliente, { ...visible, text: 'first', blocking: true, reason: 'secret' });
      await note(codcliente, { text: 'internal' });
      await note(codcliente, { ...visible, text: 'past', validfrom: '', validuntil: '01-01-2020' });
      await note(codcliente, { ...visible, text: 'future', validfrom: '01-01-2090' });
      await note(codcliente, { ...visible, text: 'ever', validfrom: null });
      await note(codcliente, { ...visible, text: 'until', validuntil: '31-12-2090' });
      await note(await customer(), { ...visible, text: 'of somebody else' });

      expect(await shownTo(codcliente)).toEqual(['until', 'ever', 'first']);
      const { body, text } = await api.get(`/portalNotesOf/${codcliente}`);
      expect(Object.keys(body[0])).toEqual([
        ...['id', 'text', 'author', 'bycustomer', 'created', 'validuntil'],
      ]);
      expect(body[0]).toMatchObject({ bycustomer: false, validuntil: '31-12-2090' });
      expect(text).not.toContain('secret');
    });

    it('adds a note as the customer, who decides nothing else', async () => {
      const codcliente = await customer({ nombre: 'Talleres Ruiz' });
      const { status, body, headers } = await post(`/portalNotesOf/${codcliente}`, {
        text: '<i>We moved',
        blocking: true,
        printed: true,
        visible: false,
        reason: 'x',
        codcliente: 'OTHER',
        validuntil: '01-01-2020',
      });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        text: '&lt;i&gt;We moved',
        author: 'Talleres Ruiz',
        bycustomer: true,
      });
      expect(headers.get('X-Ignored-Fields')).toContain('blocking, printed, visible');
      expect((await api.get(`/portalnotes/${body.data.id}`)).body).toMatchObject({
        codcliente,
        visible: true,
        printed: false,
        blocking: false,
        reason: null,
        validuntil: null,
      });
      await api.call('POST', `/portalNotesOf/${codcliente}`, {
        form: { text: 'By form', author: 'Ana' },
      });
      expect(await shownTo(codcliente)).toEqual(['By form', '&lt;i&gt;We moved']);
    });

    it.each([
      ['nothing', {}],
      ['an empty text', { text: '' }],
      ['a text that is none', { text: { a: 1 } }],
      ['a text that is too long', { text: 'x'.repeat(2001) }],
    ])('refuses %s', async (_, json) => {
      const codcliente = await customer();
      const { status, body } = await post(`/portalNotesOf/${codcliente}`, json);
      expect([status, body.code, body.details[0].field]).toEqual([
        400,
        'record-save-error',
        'text',
      ]);
      expect(await shownTo(codcliente)).toEqual([]);
    });

    it.each(['NOBODY', '%00', '%ED%A0%80', 'a%2Fb'])('knows no customer %s', async (code) => {
      expect((await api.get(`/portalNotesOf/${code}`)).body.code).toBe('record-not-found');
      const added = await post(`/portalNotesOf/${code}`, { text: 'x' });
      expect([added.status, added.body.code]).toEqual([404, 'record-not-found']);
    });

    it('knows no other methods, and no other addresses', async () => {
      const codcliente = await customer();
      const changed = await api.call('PUT', `/portalNotesOf/${codcliente}`, { json: {} });
      expect([changed.status, changed.body.code]).toEqual([405, 'method-not-allowed']);
      expect((await api.get('/portalNotesOf')).status).toBe(404);
      expect((await api.get(`/portalNotesOf/${codcliente}/more`)).status).toBe(404);
    });

    it('has a permission of its own', async () => {
      const codcliente = await customer();
      const { apikey: token } = await makeKey(api, { portalNotesOf: ['get', 'post'] });
      expect((await api.get(`/portalNotesOf/${codcliente}`, { token })).status).toBe(200);
      expect((await api.get('/portalnotes', { token })).status).toBe(403);
      const { apikey: other } = await makeKey(api, { portalnotes: ['get'] });
      expect((await api.get(`/portalNotesOf/${codcliente}`, { token: other })).status).toBe(403);
    });

    it('is described', async () => {
      const { body } = await api.get('/openapi.json');
      expect(Object.keys(body.paths['/portalNotesOf/{codcliente}'])).toEqual(
        expect.arrayContaining(['get', 'post']),
      );
      expect(body.components.schemas).toHaveProperty('PortalNote.properties.blocking');
      expect(body.components.schemas).toHaveProperty('ShownPortalNote');
      expect((await api.get('/')).body.resources).toContain('portalNotesOf');
    });
  });

  describe('a blocking note', () => {
    const BLOCK = { blocking: true, reason: 'Owes <2> invoices' };

    const expectVeto = ({ body }: Answered, { id }: Row): void => {
      expect(body.details[0]).toEqual({
        field: 'codcliente',
        code: 'customer-not-invoiced',
        message: `Customer must get no invoice. Note ${id} says why: Owes <2> invoices`,
      });
    };
    const invoicesOf = async (codcliente: string): Promise<Row[]> =>
      (await api.get(`/facturaclientes?filter[codcliente]=${codcliente}`)).body as Row[];

    it('vetoes an invoice, however it is made', async () => {
      const codcliente = await customer();
      const block = await note(codcliente, BLOCK);
      const called = await post('/crearFacturaCliente', { codcliente, lineas: LINES });
      expect(called.status).toBe(422);
      expectVeto(called, block);
      const generic = await post('/facturaclientes', { codcliente, ...GENERIC });
      expect(generic.status).toBe(400);
      expectVeto(generic, block);
      expect(await invoicesOf(codcliente)).toEqual([]);
    });

    it('vetoes the invoice that an order would become, and the order stays as it was', async () => {
      const codcliente = await customer();
      const { doc } = await createDocument(api, 'PedidoCliente', { codcliente, lineas: LINES });
      const { idestado } = await create(api, 'estadodocumentos', {
        nombre: 'Invoice it',
        tipodoc: 'PedidoCliente',
        editable: false,
        generadoc: 'FacturaCliente',
      });
      const block = await note(codcliente, BLOCK);
      const approve = () =>
        api.call('PUT', `/pedidoclientes/${doc.idpedido}`, { json: { idestado } });

      const refused = await approve();
      expect(refused.status).toBe(400);
      expectVeto(refused, block);
      expect(await invoicesOf(codcliente)).toEqual([]);
      expect((await api.get(`/pedidoclientes/${doc.idpedido}`)).body).toMatchObject({
        idestado: doc.idestado,
        editable: true,
      });

      await change(api, `portalnotes/${block.id}`, { blocking: false });
      expect((await approve()).status).toBe(200);
      expect(await invoicesOf(codcliente)).toHaveLength(1);
    });

    it('vetoes that a draft becomes final, but not that it is changed', async () => {
      const codcliente = await customer();
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas: LINES });
      const block = await note(codcliente, BLOCK);
      const path = `facturaclientes/${doc.idfactura}`;
      await change(api, path, { observaciones: 'still a draft' });
      const states = await api.get(
        '/estadodocumentos?filter[tipodoc]=FacturaCliente&filter[editable]=0',
      );
      const idestado = states.body[0].idestado as number;
      const refused = await api.call('PUT', `/${path}`, { json: { idestado } });
      expect(refused.status).toBe(400);
      expectVeto(refused, block);
      expect((await api.get(`/${path}`)).body).toMatchObject({ editable: true });

      await api.call('DELETE', `/portalnotes/${block.id}`);
      expect(await change(api, path, { idestado })).toMatchObject({ editable: false });
    });

    it('vetoes that a draft of somebody else becomes theirs', async () => {
      const [codcliente, other] = [await customer(), await customer()];
      const { doc } = await createDocument(api, 'FacturaCliente', {
        codcliente: other,
        lineas: LINES,
      });
      const block = await note(codcliente, BLOCK);
      const path = `/facturaclientes/${doc.idfactura}`;
      expectVeto(await api.call('PUT', path, { json: { codcliente } }), block);
      expect((await api.get(path)).body.codcliente).toBe(other);
    });

    it('vetoes that a year is closed over a draft', async () => {
      const codcliente = await customer();
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas: LINES });
      const block = await note(codcliente, BLOCK);
      const path = `/cerrarEjercicio/${doc.codejercicio}`;
      const refused = await api.call('POST', path, { json: {} });
      expect(refused.status).toBe(400);
      expectVeto(refused, block);
      await change(api, `portalnotes/${block.id}`, { blocking: false });
    });

    it('lets a refund pass', async () => {
      const codcliente = await customer();
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas: LINES });
      const states = await api.get(
        '/estadodocumentos?filter[tipodoc]=FacturaCliente&filter[editable]=0',
      );
      const { idfactura, fecha } = doc;
      await change(api, `facturaclientes/${idfactura}`, { idestado: states.body[0].idestado });
      await note(codcliente, BLOCK);
      const refund = await post('/crearFacturaRectificativaCliente', { idfactura, fecha });
      expect([refund.status, refund.body.doc?.idfacturarect]).toEqual([200, idfactura]);
    });

    it.each([
      ['other documents', {}, 'crearAlbaranCliente'],
      ['invoices once it is over', { validfrom: '', validuntil: '01-01-2020' }, undefined],
      ['invoices before it begins', { validfrom: '01-01-2090' }, undefined],
    ])('lets %s pass', async (_, days, route = 'crearFacturaCliente') => {
      const codcliente = await customer();
      await note(codcliente, { ...BLOCK, ...days });
      expect((await post(`/${route}`, { codcliente, lineas: LINES })).status).toBe(200);
    });

    it('speaks the language of the request', async () => {
      const codcliente = await customer();
      await note(codcliente, BLOCK);
      const { body } = await api.call('POST', '/facturaclientes', {
        json: { codcliente, ...GENERIC },
        headers: { Cookie: 'fsLang=es_ES' },
      });
      expect(body.details[0].message).toContain('No se puede facturar a Customer');
    });
  });

  describe('a printed note', () => {
    const PRINTED = { printed: true, validfrom: null };
    const blocksOf = async (kind: string, id: number, search?: string) =>
      (await sheetOf(api, kind, id, search)).blocks;
    let codcliente: string;

    beforeAll(async () => {
      codcliente = await customer({ langcode: 'en_EN' });
      await note(codcliente, { ...PRINTED, text: 'Deliver <before> noon' });
      await note(codcliente, { text: 'internal', visible: true });
      await note(codcliente, { ...PRINTED, text: 'past', validuntil: '01-01-2020' });
      await note(codcliente, { ...PRINTED, text: 'Ring twice' });
      await note(await customer(), { ...PRINTED, text: 'of somebody else' });
    });

    it.each(['PresupuestoCliente', 'PedidoCliente', 'AlbaranCliente', 'FacturaCliente'])(
      'stands under the lines of a %s, in the order in which they were written',
      async (kind) => {
        const { doc } = await createDocument(api, kind, { codcliente, lineas: LINES });
        const id = doc[kindOf(kind).key] as number;
        expect(await blocksOf(kind, id)).toEqual([
          {
            place: 'lines',
            title: 'Notes',
            text: 'Deliver <before> noon\n\nRing twice',
            rows: [],
            image: null,
          },
        ]);
      },
    );

    it('is that of the day of the document, so that every copy is the same', async () => {
      const fecha = '15-03-2025';
      const lineas = LINES;
      const { doc } = await createDocument(api, 'PedidoCliente', { codcliente, fecha, lineas });
      const during = { validfrom: '01-03-2025', validuntil: '31-03-2025' };
      await note(codcliente, { printed: true, text: 'In March', ...during });
      await note(codcliente, { printed: true, text: 'From today on' });
      const [block] = await blocksOf('PedidoCliente', doc.idpedido as number);
      expect(block?.text).toMatch(/Ring twice\n\nIn March$/);
    });

    it('is titled in the language of the document, or as the settings say', async () => {
      const { doc } = await createDocument(api, 'AlbaranCliente', { codcliente, lineas: LINES });
      const id = doc.idalbaran as number;
      const titles = async (search?: string) =>
        (await blocksOf('AlbaranCliente', id, search)).map(({ title }) => title);
      expect(await titles('lang=es_ES')).toEqual(['Notas']);
      expect(await titles('lang=fr_FR')).toEqual(['Notes']);
      await create(api, 'settings', { name: NAME, title: 'Please note' });
      expect(await titles('lang=es_ES')).toEqual(['Please note']);
      await change(api, `settings/${NAME}`, { deliverynotes: '0' });
      expect(await titles()).toEqual([]);
      await change(api, `settings/${NAME}`, { deliverynotes: '1' });
      expect(await titles()).toEqual(['Please note']);
      await api.call('DELETE', `/settings/${NAME}`);
    });

    it('is on no purchase', async () => {
      const supplier = await create(api, 'proveedores', { nombre: 'S', cifnif: '' });
      const { codproveedor } = supplier;
      const { doc } = await createDocument(api, 'PedidoProveedor', { codproveedor, lineas: LINES });
      expect(await blocksOf('PedidoProveedor', doc.idpedido as number)).toEqual([]);
    });

    it.runIf(HAS_PDF_TEXT)('can be read on the PDF, under the lines', async () => {
      const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas: LINES });
      const answer = await fetch(`${api.base}/exportarFacturaCliente/${doc.idfactura}`, {
        headers: { Token: KEY },
      });
      const text = pdfText(new Uint8Array(await answer.arrayBuffer()));
      expect(text).toMatch(/Work[\s\S]*\nNotes\nDeliver <before> noon\nRing twice\n/);
      expect(text).not.toContain('internal');
    });
  });

  it('vetoes nothing once it is disabled, and has all notes when it is back', async () => {
    const codcliente = await customer();
    await note(codcliente, { text: 'kept', visible: true, blocking: true, reason: 'x' });
    await api.call('POST', `/plugins/${NAME}/disable`);
    expect((await api.get(`/portalNotesOf/${codcliente}`)).status).toBe(404);
    const made = await post('/crearFacturaCliente', { codcliente, lineas: LINES });
    expect(made.status).toBe(200);
    await api.call('POST', `/plugins/${NAME}/enable`);
    expect(await shownTo(codcliente)).toEqual(['kept']);
  });
});
