import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createCustomer,
  createDocument,
  createSupplier,
  editDocument,
  KINDS,
  readDocument,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const DAY = '15-03-2024';
const ADDRESS = {
  apartado: '12',
  ciudad: 'Vic',
  codpais: 'PRT',
  codpostal: '08500',
  direccion: 'Rambla 1',
  provincia: 'Girona',
};
const NO_ADDRESS = {
  apartado: null,
  ciudad: null,
  codpais: 'ESP',
  codpostal: null,
  direccion: null,
  provincia: null,
};
const TOTALS = {
  neto: 0,
  netosindto: 0,
  total: 0,
  totaleuros: 0,
  totalirpf: 0,
  totaliva: 0,
  totalrecargo: 0,
  totalsuplidos: 0,
};

describeApi('new documents', (api) => {
  const one = { descripcion: 'one', pvpunitario: 100 };
  /** A document of the kind for a new subject with the values. */
  const made = async (name: string, subject: Values, json: Values = {}) => {
    const body = { ...(await subjectOf(api, name, subject)), fecha: DAY, lineas: [one], ...json };
    return (await createDocument(api, name, body)).doc;
  };
  const contactOf = async (idcontacto: number) => (await api.get(`/contactos/${idcontacto}`)).body;

  describe.each(KINDS)('$name', ({ name, side, subject, key, resource }) => {
    it('answers what a GET answers, in the types of the columns', async () => {
      const answer = await api.call('POST', `/crear${name}`, {
        form: {
          [subject]: String((await subjectOf(api, name))[subject]),
          fecha: '2024-03-15',
          hora: '13:00',
          coddivisa: 'USD',
          tasaconv: '1.50',
          dtopor1: '10',
          dtopor2: '5.50',
          observaciones: ' text ',
          femail: '2024-03-16',
          lineas: JSON.stringify([{ cantidad: '2', pvpunitario: '10.50', suplido: '1' }, {}]),
        },
      });
      expect([answer.status, answer.text]).toEqual([200, answer.text]);
      expect(Object.keys(answer.body)).toEqual(['doc', 'lines']);
      const { doc, lines } = answer.body;
      expect(doc).toMatchObject({
        fecha: DAY,
        hora: '13:00:00',
        tasaconv: 1.5,
        dtopor1: 10,
        dtopor2: 5.5,
        observaciones: 'text',
        femail: '16-03-2024',
        editable: true,
        idempresa: 1,
        numero: expect.stringMatching(/^\d+$/),
        [key]: expect.any(Number),
      });
      expect(lines[0]).toMatchObject({ cantidad: 2, pvpunitario: 10.5, suplido: true });
      expect({ doc, lines }).toEqual(await readDocument(api, name, doc[key]));
      const printed = ['coste', 'mostrar_cantidad', 'mostrar_precio', 'salto_pagina'];
      const shown = printed.filter((column) => column in lines[0]);
      expect(shown).toEqual(side === 'sales' ? printed : []);
    });

    it('may be sent with PUT, and have no lines', async () => {
      const json = { ...(await subjectOf(api, name)), fecha: DAY, lineas: [] };
      const { status, body } = await api.call('PUT', `/crear${name}`, { json });
      expect([status, body.lines]).toEqual([200, []]);
      expect(body.doc).toMatchObject({ ...TOTALS, dtopor1: 0, dtopor2: 0, irpf: 0, nick: null });
      expect((await api.get(`/${resource}/${body.doc[key]}`)).body).toEqual(body.doc);
    });

    it('starts with the defaults of the settings and its own default status', async () => {
      const doc = await made(name, {});
      const filter = `filter[tipodoc]=${name}&filter[predeterminado]=1`;
      const [state] = (await api.get(`/estadodocumentos?${filter}`)).body;
      expect(doc).toMatchObject({
        codalmacen: 'ALG',
        coddivisa: 'EUR',
        codpago: 'CONT',
        codserie: 'A',
        idempresa: 1,
        idestado: state.idestado,
        idestado_ant: null,
        editable: true,
        tasaconv: 1,
        irpf: 0,
        operacion: null,
      });
    });

    it('takes the terms of its subject, unless it has its own', async () => {
      const sales = side === 'sales';
      const terms = {
        codpago: 'TRANS',
        codserie: 'S',
        operacion: 'intracomunitaria',
        ...(sales && { codagente: (await create(api, 'agentes', { nombre: 'One' })).codagente }),
      };
      const other = sales ? (await create(api, 'agentes', { nombre: 'Two' })).codagente : undefined;
      const values = {
        ...terms,
        excepcioniva: sales ? 'ES_25' : 'ES_84',
        codretencion: 'IRPF15',
      };
      expect(await made(name, values)).toMatchObject({ ...terms, irpf: 15, totalirpf: 15 });
      const own = {
        codpago: 'PAYPAL',
        codserie: 'A',
        operacion: 'importacion',
        irpf: 7,
        ...(sales && { codagente: other }),
      };
      expect(await made(name, values, own)).toMatchObject({ ...own, totalirpf: 7 });
    });

    it('has an author only where one is sent', async () => {
      expect(await made(name, {}, { nick: 'admin' })).toMatchObject({ nick: 'admin' });
    });

    it('keeps free texts trimmed and escaped', async () => {
      const columns =
        side === 'sales' ? ['codigoenv', 'nombrecliente', 'numero2'] : ['nombre', 'numproveedor'];
      const address = ['apartado', 'ciudad', 'codpostal', 'direccion', 'provincia'];
      const texts = [...columns, ...address, 'observaciones'];
      const doc = await made(name, {}, Object.fromEntries(texts.map((text) => [text, ' <i> '])));
      expect(doc).toMatchObject(Object.fromEntries(texts.map((text) => [text, '&lt;i&gt;'])));
      const quoted = await made(name, {}, { observaciones: `"a" & 'b'` });
      expect(quoted.observaciones).toBe('&quot;a&quot; & &#39;b&#39;');
    });

    it('takes the word null as null where the column may be empty', async () => {
      const doc = await made(name, {}, { observaciones: 'null', operacion: 'null', nick: 'null' });
      expect(doc).toMatchObject({ observaciones: null, operacion: null, nick: null });
    });

    it('takes discounts of any size', async () => {
      expect(await made(name, {}, { dtopor1: 150 })).toMatchObject({
        dtopor1: 150,
        neto: -50,
        netosindto: 100,
        total: -60.5,
      });
    });
  });

  describe('the customer', () => {
    const customer = async () => {
      const row = await createCustomer(api, {
        nombre: 'Shop',
        razonsocial: 'Shop Ltd',
        cifnif: '12345678Z',
      });
      const { codcliente, idcontactofact } = row;
      await change(api, `contactos/${idcontactofact}`, ADDRESS);
      const shipping = await create(api, 'contactos', { nombre: 'Depot', codcliente });
      const idcontactoenv = shipping.idcontacto;
      await change(api, `clientes/${codcliente}`, { idcontactoenv });
      return { codcliente, idcontactofact, idcontactoenv };
    };

    it('is copied with the billing address and both contacts', async () => {
      const values = await customer();
      const { codcliente } = values;
      const json = { codcliente, fecha: DAY, lineas: [one] };
      const { doc } = await createDocument(api, 'PedidoCliente', json);
      const snapshot = { ...ADDRESS, ...values, cifnif: '12345678Z', nombrecliente: 'Shop Ltd' };
      expect(doc).toMatchObject(snapshot);
      await change(api, `clientes/${codcliente}`, { razonsocial: 'Other', cifnif: '' });
      await change(api, `contactos/${values.idcontactofact}`, { direccion: 'Moved' });
      const edited = await editDocument(api, 'PedidoCliente', doc.idpedido, { lineas: [] });
      expect(edited.doc).toMatchObject(snapshot);
    });

    it('without a contact leaves the address empty in the default country', async () => {
      const { codcliente, idcontactofact } = await createCustomer(api);
      await api.call('DELETE', `/contactos/${idcontactofact}`);
      const json = { codcliente, fecha: DAY, lineas: [one] };
      const { doc } = await createDocument(api, 'PresupuestoCliente', json);
      const contacts = { idcontactofact: null, idcontactoenv: null };
      expect(doc).toMatchObject({ ...NO_ADDRESS, ...contacts });
    });

    it('gets the address of the document where the contact has none', async () => {
      const { codcliente, idcontactofact } = await createCustomer(api);
      const json = { codcliente, fecha: DAY, lineas: [one], direccion: 'Typed 1', ciudad: 'Olot' };
      const { doc } = await createDocument(api, 'PresupuestoCliente', json);
      expect(doc).toMatchObject({ direccion: 'Typed 1', ciudad: 'Olot' });
      expect(await contactOf(idcontactofact)).toMatchObject({
        direccion: 'Typed 1',
        ciudad: 'Olot',
      });
      await createDocument(api, 'PresupuestoCliente', { ...json, direccion: 'Typed 2' });
      expect(await contactOf(idcontactofact)).toMatchObject({ direccion: 'Typed 1' });
    });

    it('gets it from a later change too', async () => {
      const { codcliente, idcontactofact } = await createCustomer(api);
      const json = { codcliente, fecha: DAY, lineas: [one] };
      const { doc } = await createDocument(api, 'PresupuestoCliente', json);
      expect((await contactOf(idcontactofact)).direccion).toBe('');
      await change(api, `presupuestoclientes/${doc.idpresupuesto}`, { direccion: 'Late 3' });
      expect(await contactOf(idcontactofact)).toMatchObject({ direccion: 'Late 3' });
    });

    it.each(['generic', 'one-call'] as const)(
      'gives the address of another billing contact: %s',
      async (way) => {
        const values = await customer();
        const { codcliente } = values;
        const made = { codcliente, fecha: DAY, lineas: [one] };
        const { doc } = await createDocument(api, 'PresupuestoCliente', made);
        const address = { ...ADDRESS, codpais: 'ESP', direccion: 'Second home' };
        const contact = { nombre: 'Second', codcliente, ...address };
        const { idcontacto } = await create(api, 'contactos', contact);
        const send = (idcontactofact: number) => {
          const json = { idcontactofact, ...(way === 'one-call' && { lineas: [] }) };
          const path = way === 'generic' ? 'presupuestoclientes' : 'editarPresupuestoCliente';
          return api.call('PUT', `/${path}/${doc.idpresupuesto}`, { json });
        };
        const read = async () =>
          (await readDocument(api, 'PresupuestoCliente', doc.idpresupuesto)).doc;
        expect((await send(999999)).status).toBe(way === 'generic' ? 400 : 422);
        expect(await read()).toEqual(doc);
        expect((await send(idcontacto)).status).toBe(200);
        expect(await read()).toMatchObject({ ...address, idcontactofact: idcontacto });
      },
    );
  });

  describe('the supplier', () => {
    it('is copied with the address of its contact', async () => {
      const values = { nombre: 'Mill', razonsocial: 'Mill Ltd', cifnif: '12345678Z' };
      const { codproveedor, idcontacto } = await createSupplier(api, values);
      await change(api, `contactos/${idcontacto}`, ADDRESS);
      const json = { codproveedor, fecha: DAY, lineas: [one] };
      const { doc } = await createDocument(api, 'FacturaProveedor', json);
      const { cifnif } = values;
      expect(doc).toMatchObject({ ...ADDRESS, codproveedor, cifnif, nombre: 'Mill Ltd' });
    });

    it('without a contact leaves the address empty in the default country', async () => {
      const { codproveedor, idcontacto } = await createSupplier(api);
      await api.call('DELETE', `/contactos/${idcontacto}`);
      const json = { codproveedor, fecha: DAY, lineas: [one] };
      const { doc } = await createDocument(api, 'PedidoProveedor', json);
      expect(doc).toMatchObject(NO_ADDRESS);
    });
  });
});
