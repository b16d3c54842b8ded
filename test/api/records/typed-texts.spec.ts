import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createCustomer,
  createDocument,
  createProduct,
  createSupplier,
  type Row,
  type Values,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';
import { pagesByCursor, query } from '../../support/lists.js';

/** Texts are stored with entities; whoever asks for one writes it as it is. */
describeApi('texts with quotes and angles', (api) => {
  const rows = async (resource: string, parameters: Readonly<Record<string, string>>) => {
    const { status, body } = await api.get(`/${resource}?${query(parameters)}`);
    expect(status).toBe(200);
    return body as Row[];
  };

  describe('in filters', () => {
    const NAMES: Readonly<Record<string, string>> = {
      a: "O'Brien",
      b: 'Say "no" & <more>',
      c: '3 > 2',
      d: 'Plain 39, amp; quot',
      e: 'OxBrien',
      f: '&amp; 50% a_b',
    };
    beforeAll(async () => {
      for (const [codtrans, nombre] of Object.entries(NAMES)) {
        await create(api, 'agenciatransportes', { codtrans: `ZZ${codtrans}`, nombre });
      }
    });
    const found = async (name: string, value: string) =>
      (await rows('agenciatransportes', { [name]: value, 'filter[codtrans_like]': 'ZZ' }))
        .map(({ codtrans }) => String(codtrans).slice(2))
        .join('');

    it.each([
      ['filter[nombre]', "O'Brien", 'a'],
      ['filter[nombre]', "o'bríen", 'a'],
      ['filter[nombre]', 'O&#39;Brien', 'a'],
      ['filter[nombre]', 'Say "no" & <more>', 'b'],
      ['filter[nombre]', '3 > 2', 'c'],
      ['filter[agenciastrans.nombre]', '3 > 2', 'c'],
      ['filter[nombre_neq]', "O'Brien", 'bcdef'],
      ['filter[nombre_in]', "O'Brien,3 > 2", 'ac'],
      ['filter[nombre_gte]', "O'Brien", 'abde'],
      ['filter[nombre_lte]', '3 > 2', 'cf'],
      ['filter[nombre_like]', "'", 'a'],
      ['filter[nombre_like]', "o'b%", 'a'],
      ['filter[nombre_like]', 'O_Brien', 'ae'],
      ['filter[nombre_like]', 'O&#39;B', 'a'],
      ['filter[nombre_like]', '<more>', 'b'],
      ['filter[nombre_like]', '%"%"%', 'b'],
      ['filter[nombre_like]', '39', 'd'],
      ['filter[nombre_like]', 'quot', 'd'],
      ['filter[nombre_like]', 'amp;', 'df'],
      ['filter[nombre_like]', 'gt', ''],
      ['filter[nombre_like]', '&', 'bf'],
      ['nombre', "o'brien", 'a'],
    ])('%s of %j finds %j', async (name, value, expected) => {
      expect(await found(name, value)).toBe(expected);
    });

    it('walk by cursors over them', async () => {
      const path = '/agenciatransportes?filter[codtrans_like]=ZZ&sort[nombre]=ASC&limit=1&after=';
      const walked = await pagesByCursor(api, path);
      expect(walked.map(({ codtrans }) => codtrans).sort()).toEqual(
        Object.keys(NAMES).map((name) => `ZZ${name}`),
      );
    });
  });

  it('name the product of a line, by reference and by bar code', async () => {
    const { codcliente } = await createCustomer(api);
    const product = await createProduct(api, { referencia: `T1/2'`, precio: 12 });
    const [variant] = await rows('variantes', { 'filter[referencia]': `T1/2'` });
    expect(variant).toMatchObject({ idproducto: product.idproducto, referencia: 'T1/2&#39;' });
    await change(api, `variantes/${variant?.idvariante}`, { codbarras: '"9"' });

    for (const referencia of [`T1/2'`, `t1/2'`, '"9"', 'T1/2&#39;']) {
      const { lines } = await createDocument(api, 'PresupuestoCliente', {
        codcliente,
        lineas: [{ referencia, cantidad: 2 }],
      });
      expect(lines).toMatchObject([
        { idproducto: product.idproducto, referencia: 'T1/2&#39;', pvpunitario: 12, pvptotal: 24 },
      ]);
    }
    const { codproveedor } = await createSupplier(api);
    const { lines } = await createDocument(api, 'PedidoProveedor', {
      codproveedor,
      lineas: [{ referencia: `T1/2'`, cantidad: 1, pvpunitario: 5 }],
    });
    expect(lines).toMatchObject([{ idproducto: product.idproducto, referencia: 'T1/2&#39;' }]);
    expect(await rows('productoproveedores', { referencia: `T1/2'`, codproveedor })).toHaveLength(
      1,
    );
  });

  it('name what stock, prices of suppliers and lines of their own belong to', async () => {
    const { idproducto } = await createProduct(api, { referencia: `7"<` });
    const stock = await create(api, 'stocks', {
      referencia: `7"<`,
      codalmacen: 'ALG',
      cantidad: 3,
    });
    expect(stock).toMatchObject({ idproducto, referencia: '7&quot;&lt;' });
    const { codproveedor } = await createSupplier(api);
    const offer = await create(api, 'productoproveedores', { codproveedor, referencia: `7"<` });
    expect(offer).toMatchObject({ idproducto, referencia: '7&quot;&lt;' });
    const { status, body } = await api.call('POST', '/productos', { json: { referencia: `7"<` } });
    expect({ status, body }).toMatchObject({ status: 400, body: { status: 'error' } });
  });

  it('are keys of records', async () => {
    const name = `it's "<x>"`;
    await create(api, 'settings', { name, properties: '{"a":1}' });
    for (const written of [name, 'it&#39;s &quot;&lt;x&gt;&quot;']) {
      const path = `/settings/${encodeURIComponent(written)}`;
      expect((await api.get(path)).body).toMatchObject({ properties: '{"a":1}' });
      const put = await api.call('PUT', path, { json: { name, properties: '{"a":1}' } });
      expect(put.status).toBe(200);
    }
    expectRefused(await api.call('POST', '/settings', { json: { name } }), 400, 'duplicate-record');
  });

  it('stand in the e-mail addresses of all who have one', async () => {
    const email = "Sean.O'Connor@example.com";
    const stored = 'sean.o&#39;connor@example.com';
    const saved = async (resource: string, values: Values, key: string) => {
      const record = await create(api, resource, { ...values, email });
      expect(record.email).toBe(stored);
      // What a client read, it sends again.
      const again = await change(api, `${resource}/${record[key]}`, { email: stored });
      expect(again.email).toBe(stored);
      const other = await change(api, `${resource}/${record[key]}`, {
        [Object.keys(values)[0]!]: 'X2',
      });
      expect(other.email).toBe(stored);
      const found = await rows(resource, { 'filter[email]': email });
      expect(found.map((each) => each[key])).toContain(record[key]);
    };
    await saved('clientes', { nombre: 'A', cifnif: '' }, 'codcliente');
    await saved('proveedores', { nombre: 'B', cifnif: '' }, 'codproveedor');
    await saved('agentes', { nombre: 'C' }, 'codagente');
    await saved('contactos', { nombre: 'D' }, 'idcontacto');
    await saved('empresas', { nombre: 'E', nombrecorto: 'E' }, 'idempresa');
    const user = { nick: 'sean', newPassword: 'Abcd12345x', newPassword2: 'Abcd12345x' };
    expect((await create(api, 'users', { ...user, email })).email).toBe(stored);
    expect((await change(api, 'users/sean', { langcode: 'en_EN' })).email).toBe(stored);
    const contacts = await rows('contactos', { 'filter[email]': email });
    expect(contacts.map(({ nombre }) => nombre as string)).toEqual(
      expect.arrayContaining(['A', 'B']),
    );
  });
});
