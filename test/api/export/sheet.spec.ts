import type { Abstract } from '@nestjs/common';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kindNamed } from '../../../src/documents/index.js';
import {
  type ExportedDocument,
  type SheetBlock,
  SheetBlockSource,
} from '../../../src/export/index.js';
import { Reading } from '../../../src/models/index.js';
import { SheetLoader } from '../../../src/export/sheet/sheet-loader.js';
import { StoredFiles } from '../../../src/files/index.js';
import type { ApiRequest } from '../../../src/kernel/http/api-request.js';
import { Translator } from '../../../src/kernel/translation/translator.js';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createCustomer,
  type Created,
  createDocument,
  createSeries,
  createSupplier,
  KINDS,
  type Row,
  subjectOf,
  type Values,
} from '../../support/documents.js';
import { loaded, sheetOf } from './sheets.js';
import { INVOICE } from '../../support/states.js';

const OURS = 'ES9121000418450200051332';
const THEIRS = 'ES7921000813610123456789';
const LINE = { descripcion: 'x', cantidad: 1, pvpunitario: 100 };

describeApi('sheets', (api) => {
  let customer: Row;

  beforeAll(async () => {
    await change(api, 'empresas/1', {
      nombre: 'Müller & "Söhne" <SL>',
      cifnif: 'B12345674',
      direccion: "C/ d'Or 1",
      apartado: '7',
      codpostal: '08001',
      ciudad: 'Barcelona',
      provincia: 'Barcelona',
      codpais: 'ESP',
      telefono1: '93 1',
      telefono2: '93 2',
      email: 'us@example.com',
      web: 'https://example.com',
    });
    customer = await createCustomer(api, {
      nombre: 'Customer <1>',
      cifnif: '00000014Z',
      tipoidfiscal: 'NIF',
      email: 'them@example.com',
    });
    await change(api, `contactos/${customer.idcontactofact}`, {
      direccion: 'Street "2"',
      apartado: '9',
      codpostal: '28001',
      ciudad: 'Madrid',
      provincia: 'Madrid',
      codpais: 'ESP',
    });
  });

  const invoiceOf = (values: Values = {}, lines: readonly Values[] = [LINE]): Promise<Created> =>
    createDocument(api, 'FacturaCliente', {
      codcliente: customer.codcliente,
      lineas: lines,
      ...values,
    });
  const sheet = ({ doc }: Created, search?: string) =>
    sheetOf(api, 'FacturaCliente', doc.idfactura as number, search);

  it('tell of every kind what it is and for whom', async () => {
    for (const { name, key, side } of KINDS) {
      const subject = await subjectOf(api, name);
      const { doc } = await createDocument(api, name, { ...subject, lineas: [LINE] });
      const { sheet: made, exported } = await loaded(api, name, doc[key] as number);
      expect(made).toMatchObject({
        side: side === 'sales' ? 'sales' : 'purchase',
        code: doc.codigo,
        number: doc.numero,
        series: doc.codserie,
        corrects: null,
        blocks: [],
        logo: null,
        title: null,
      });
      expect(made.day).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(made.subject.name).toBe(doc.nombrecliente ?? doc.nombre);
      expect(made.payment === null).toBe(side === 'purchases');
      expect(exported.baseName).toBe(doc.codigo);
      expect(exported.subject).not.toBeNull();
    }
  });

  it('have company and customer as they were typed', async () => {
    const made = await sheet(await invoiceOf({ observaciones: 'Say "hi" & <bye>' }));
    expect(made.company).toEqual({
      name: 'Müller & "Söhne" <SL>',
      taxIdKind: 'NIF',
      taxId: 'B12345674',
      address: {
        street: "C/ d'Or 1",
        postBox: '7',
        postcode: '08001',
        city: 'Barcelona',
        province: 'Barcelona',
        country: '',
      },
      phones: ['93 1', '93 2'],
      email: 'us@example.com',
      web: 'https://example.com',
    });
    expect(made.subject).toEqual({
      name: 'Customer <1>',
      taxIdKind: 'NIF',
      taxId: '00000014Z',
      address: {
        street: 'Street "2"',
        postBox: '9',
        postcode: '28001',
        city: 'Madrid',
        province: 'Madrid',
        country: '',
      },
    });
    expect(made.notes).toBe('Say "hi" & <bye>');
    expect(made.shipping).toBeNull();
  });

  it('name countries where the other party is abroad', async () => {
    const made = await sheet(await invoiceOf({ codpais: 'FRA' }));
    expect(made.subject.address.country).toBe('Francia');
    expect(made.company.address.country).toBe('España');
  });

  it('have the reference of the other party', async () => {
    expect((await sheet(await invoiceOf({ numero2: 'PO-7' }))).reference).toBe('PO-7');
    const { codproveedor } = await createSupplier(api);
    const values = { codproveedor, numproveedor: 'S-1', lineas: [LINE] };
    const { doc } = await createDocument(api, 'FacturaProveedor', values);
    const made = await sheetOf(api, 'FacturaProveedor', doc.idfactura as number);
    expect(made).toMatchObject({ reference: 'S-1', payment: null });
  });

  it('have all of the lines, in their order', async () => {
    const created = await invoiceOf({}, [
      {
        referencia: 'R-1',
        descripcion: 'Long "text"\nover lines',
        cantidad: 2,
        pvpunitario: 10.12345,
        dtopor: 10,
        dtopor2: 5,
        irpf: 15,
      },
      { ...LINE, suplido: true },
      { ...LINE, excepcioniva: 'ES_20', iva: 0 },
    ]);
    const [first, second] = created.lines;
    await change(api, `lineafacturaclientes/${first!.idlinea}`, {
      mostrar_cantidad: false,
      mostrar_precio: false,
      salto_pagina: true,
    });
    const made = await sheet(created);
    expect(made.lines[0]).toEqual({
      reference: 'R-1',
      description: 'Long "text"\nover lines',
      showsQuantity: false,
      showsPrice: false,
      breaksPage: true,
      quantity: 2,
      price: 10.12345,
      discount: 10,
      secondDiscount: 5,
      net: first!.pvptotal,
      taxRate: 21,
      surchargeRate: 0,
      withholdingRate: 15,
      supplied: false,
    });
    expect(made.lines[1]).toMatchObject({ supplied: true, showsPrice: true, breaksPage: false });
    expect(second!.suplido).toBe(true);
    expect(made.taxExceptions).toEqual(['ES_20']);
    expect(made.totals).toEqual({
      beforeDiscount: created.doc.netosindto,
      discountRates: [0, 0],
      net: created.doc.neto,
      tax: created.doc.totaliva,
      surcharge: 0,
      withholding: created.doc.totalirpf,
      withholdingRate: 15,
      withholdings: [{ rate: 15, amount: created.doc.totalirpf }],
      supplied: 100,
      total: created.doc.total,
    });
  });

  it('sum taxes up by rate, after the discounts of the document', async () => {
    const created = await invoiceOf({ dtopor1: 10, dtopor2: 5 }, [
      { ...LINE, pvpunitario: 270, codimpuesto: 'IVA21' },
      { ...LINE, pvpunitario: 21.1, codimpuesto: 'IVA10' },
      { ...LINE, pvpunitario: 30, codimpuesto: 'IVA21' },
      { ...LINE, suplido: true },
      { ...LINE, pvpunitario: 0 },
    ]);
    const none = { surchargeRate: 0, surchargeAmount: 0 };
    const taxes = [
      { name: 'IVA 21%', base: 256.5, rate: 21, amount: 53.87, ...none },
      { name: 'IVA 10%', base: 18.04, rate: 10, amount: 1.8, ...none },
    ];
    const made = await sheet(created);
    expect(made.taxes).toEqual(taxes);
    expect(made.totals).toMatchObject({
      beforeDiscount: created.doc.netosindto,
      discountRates: [10, 5],
      tax: 55.67,
    });
    // Of a line without a tax there is nothing to sum up.
    const last = `lineafacturaclientes/${created.lines[1]!.idlinea}`;
    await change(api, last, { codimpuesto: null, iva: 0 });
    expect((await sheet(created)).taxes).toEqual(taxes.slice(0, 1));
  });

  it('sum the surcharge of retailers up too', async () => {
    const { codcliente } = await createCustomer(api, { regimeniva: 'Recargo' });
    const { taxes, totals } = await sheet(await invoiceOf({ codcliente }));
    const surcharge = { surchargeRate: 5.2, surchargeAmount: 5.2 };
    expect(taxes).toEqual([{ name: 'IVA 21%', base: 100, rate: 21, amount: 21, ...surcharge }]);
    expect(totals.surcharge).toBe(5.2);
  });

  it('are drafts while an invoice may change; other documents never are', async () => {
    const created = await invoiceOf();
    expect((await sheet(created)).draft).toBe(true);
    await change(api, `facturaclientes/${created.doc.idfactura}`, { idestado: INVOICE.issued });
    expect((await sheet(created)).draft).toBe(false);
    const { codcliente } = customer;
    const { doc } = await createDocument(api, 'PedidoCliente', { codcliente, lineas: [LINE] });
    expect((await sheetOf(api, 'PedidoCliente', doc.idpedido as number)).draft).toBe(false);
  });

  it('name the invoice that a refund corrects', async () => {
    const { doc } = await invoiceOf();
    const refund = await api.call('POST', '/crearFacturaRectificativaCliente', {
      form: { idfactura: doc.idfactura as number, codserie: 'R', fecha: String(doc.fecha) },
    });
    expect(refund.status).toBe(200);
    const made = await sheetOf(api, 'FacturaCliente', refund.body.doc.idfactura as number);
    const day = String(doc.fecha).split('-').reverse().join('-');
    expect(made.corrects).toEqual({ code: doc.codigo, day });
    expect(made.title).not.toBeNull();
  });

  it('say where goods go, when that is elsewhere or a carrier takes them', async () => {
    const place = await create(api, 'contactos', {
      nombre: 'Ann',
      apellidos: "O'Hara",
      empresa: '',
      codcliente: customer.codcliente,
      direccion: 'Dock 5',
      codpostal: '75001',
      ciudad: 'Paris',
      codpais: 'FRA',
    });
    const other = await sheet(await invoiceOf({ idcontactoenv: place.idcontacto }));
    expect(other.shipping).toEqual({
      name: "Ann O'Hara",
      address: {
        street: 'Dock 5',
        postBox: '',
        postcode: '75001',
        city: 'Paris',
        province: place.provincia ?? '',
        country: 'Francia',
      },
      carrier: '',
      trackingCode: '',
    });
    await create(api, 'agenciatransportes', { codtrans: 'FAST', nombre: 'Fast & "Co"' });
    const carried = await sheet(await invoiceOf({ codtrans: 'FAST', codigoenv: 'T-1' }));
    expect(carried.shipping).toMatchObject({
      address: { street: 'Street "2"' },
      carrier: 'Fast & "Co"',
      trackingCode: 'T-1',
    });
  });

  describe('choose the format', () => {
    const formats: Row[] = [];
    const format = async (values: Values) => {
      const common = { autoaplicar: true, tipodoc: 'PedidoCliente' };
      const made = await create(api, 'formatodocumentos', { ...common, ...values });
      formats.push(made);
      return made;
    };
    afterEach(async () => {
      for (const { id } of formats.splice(0)) await api.call('DELETE', `/formatodocumentos/${id}`);
    });
    let order: Created;
    let codserie: string;
    const title = async (search = '') =>
      (await sheetOf(api, 'PedidoCliente', order.doc.idpedido as number, search)).title;

    beforeAll(async () => {
      codserie = await createSeries(api);
      order = await createDocument(api, 'PedidoCliente', {
        codcliente: customer.codcliente,
        codserie,
        lineas: [LINE],
      });
    });

    it('that says most of the document', async () => {
      expect(await title()).toBeNull();
      await format({ titulo: 'Not asked', autoaplicar: false });
      await format({ titulo: 'Other kind', tipodoc: 'PedidoProveedor' });
      await format({ titulo: 'Other series', codserie: 'A' });
      expect(await title()).toBeNull();
      await format({ titulo: 'Kind & "all"', texto: 'Legal <text>' });
      const id = order.doc.idpedido as number;
      expect(await sheetOf(api, 'PedidoCliente', id)).toMatchObject({
        title: 'Kind & "all"',
        footer: 'Legal <text>',
      });
      await format({ titulo: 'Series', codserie });
      expect(await title()).toBe('Series');
    });

    it('that is asked for, of whatever kind', async () => {
      await format({ titulo: 'Series', codserie });
      const { id } = await format({ titulo: 'Asked', tipodoc: 'FacturaProveedor' });
      expect(await title(`format=${id}`)).toBe('Asked');
      for (const unknown of ['0', '', '999999', 'abc', '-1']) {
        expect(await title(`format=${unknown}`)).toBe('Series');
      }
    });
  });

  describe('say how a sale is paid', () => {
    const method = (codpago: string, values: Values) =>
      create(api, 'formapagos', { codpago, descripcion: `By "${codpago}"`, ...values });

    beforeAll(async () => {
      const { codcuenta } = await create(api, 'cuentabancos', { descripcion: 'Ours', iban: OURS });
      await create(api, 'cuentabancoclientes', {
        codcliente: customer.codcliente,
        iban: THEIRS,
        principal: true,
      });
      await method('PAYOUR', { codcuentabanco: codcuenta });
      await method('PAYDEB', { domiciliado: true, codcuentabanco: codcuenta });
      await method('PAYHID', { imprimir: false, codcuentabanco: codcuenta });
    });

    it.each([
      ['PAYOUR', 'ES91 2100 0418 4502 0005 1332'],
      ['PAYDEB', 'ES79 XXXX XXXX XXXX XXXX 6789'],
      ['PAYHID', ''],
    ])('by %s', async (codpago, iban) => {
      const { payment } = await sheet(await invoiceOf({ codpago }));
      const terms = { method: `By "${codpago}"`, iban };
      expect(payment).toMatchObject({ ...terms, validUntil: null });
      expect(payment!.receipts).toEqual([
        { ...terms, number: 1, amount: 121, due: expect.any(String) as string, paid: false },
      ]);
    });

    it('with what is paid, in the order of the receipts', async () => {
      const created = await invoiceOf({ codpago: 'PAYOUR' });
      const filter = `filter[idfactura]=${created.doc.idfactura}`;
      const [receipt] = (await api.get(`/reciboclientes?${filter}`)).body as Row[];
      await change(api, `reciboclientes/${receipt!.idrecibo}`, { importe: 21 });
      const { idfactura, codcliente } = created.doc;
      const rest = { idfactura, codcliente, numero: 2, importe: 100, codpago: 'PAYOUR' };
      await create(api, 'reciboclientes', rest);
      await change(api, `reciboclientes/${receipt!.idrecibo}`, { pagado: true });
      const { payment } = await sheet(created);
      expect(payment!.receipts.map(({ number, amount, paid }) => [number, amount, paid])).toEqual([
        [1, 21, true],
        [2, 100, false],
      ]);
    });

    it('until when a quote holds, without receipts', async () => {
      const { codcliente } = customer;
      const { doc } = await createDocument(api, 'PresupuestoCliente', {
        codcliente,
        codpago: 'PAYOUR',
        finoferta: '2031-02-03',
        lineas: [LINE],
      });
      const made = await sheetOf(api, 'PresupuestoCliente', doc.idpresupuesto as number);
      expect(made.payment).toEqual({
        method: 'By "PAYOUR"',
        iban: 'ES91 2100 0418 4502 0005 1332',
        receipts: [],
        validUntil: '2031-02-03',
      });
    });
  });

  it('speak the language that is asked for, else that of the customer, else ours', async () => {
    const created = await invoiceOf();
    const language = async (search?: string) => (await sheet(created, search)).language;
    expect(await language()).toBe('en_EN');
    await change(api, `clientes/${customer.codcliente}`, { langcode: 'de_DE' });
    expect(await language()).toBe('de_DE');
    expect(await language('lang=fr_FR')).toBe('fr_FR');
    expect(await language('lang=es_MX')).toBe('es_MX');
    for (const unknown of ['xx_XX', 'klingon', '', '../es', 'es_ES%0d%0aX']) {
      expect(await language(`lang=${unknown}`)).toBe('de_DE');
    }
    await change(api, `clientes/${customer.codcliente}`, { langcode: null });
  });

  it('are in the currency of the document, with the decimals of the settings', async () => {
    const { money } = await sheet(await invoiceOf({ coddivisa: 'USD' }));
    expect(money).toEqual({
      decimals: 2,
      currencyCode: 'USD',
      currencyName: expect.stringMatching(/\S/) as string,
      symbol: '$',
    });
  });

  it('have the blocks that plugins provide', async () => {
    class Stamp extends SheetBlockSource {
      async blocks({ document }: ExportedDocument): Promise<SheetBlock[]> {
        const text = `Stamp of ${document.codigo}`;
        return [{ place: 'end', title: 'Stamp', text, rows: [], image: null }];
      }
    }
    const of = <T>(service: Abstract<T>): T => api.server.app.get(service, { strict: false });
    const sources = [new Stamp(), new Stamp()];
    const loader = new SheetLoader(of(Reading), of(StoredFiles), of(Translator), sources);
    const { doc } = await invoiceOf();
    const request = { url: '/', path: '/', address: '' } as ApiRequest;
    const found = await loader.load(kindNamed('FacturaCliente')!, `${doc.idfactura}`, request);
    expect(found!.sheet.blocks.map(({ text }) => text)).toEqual([
      `Stamp of ${doc.codigo}`,
      `Stamp of ${doc.codigo}`,
    ]);
  });

  it('have the logo of the company as a picture that can be drawn', async () => {
    const pixels = { width: 3, height: 2, channels: 3, background: '#f00' } as const;
    const webp = await sharp({ create: pixels }).webp().toBuffer();
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(webp)], { type: 'image/webp' }), 'logo.webp');
    const { body: answer } = await api.call('POST', '/attachedfiles', { body });
    const idlogo = answer.data.idfile as number;
    await change(api, 'empresas/1', { idlogo });
    const { logo } = await sheet(await invoiceOf());
    expect(await sharp(logo!).metadata()).toMatchObject({ format: 'png', width: 3, height: 2 });
    await change(api, 'empresas/1', { idlogo: null });
  });
});
