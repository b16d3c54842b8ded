import { beforeAll, describe, expect, it } from 'vitest';
import type { MediaType, OpenApiDocument } from '../../../src/kernel/openapi/openapi-types.js';
import type { Answered } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import { create, KINDS, type Values } from '../../support/documents.js';

const REFUND = 'crearFacturaRectificativaCliente';
const JSON_TYPE = 'application/json';
const TYPES = [JSON_TYPE, 'application/x-www-form-urlencoded', 'multipart/form-data'];

describeApi('the examples of the OpenAPI document', (api) => {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = (await api.get('/openapi.json')).body as OpenApiDocument;
    for (const [resource, model] of [
      ['clientes', 'Cliente'],
      ['proveedores', 'Proveedor'],
    ] as const) {
      await create(
        api,
        resource,
        document.components.schemas[`${model}Input`]?.examples?.[0] as Values,
      );
    }
  });

  const bodyOf = (name: string, type: string): Values => {
    const media = document.components.requestBodies[name]?.content[type] as MediaType;
    return media.example as Values;
  };
  const play = (method: string, path: string, name: string, type: string): Promise<Answered> => {
    const example = bodyOf(name, type);
    if (type === JSON_TYPE) return api.call(method, path, { json: example });
    const entries = Object.entries(example).map(([field, value]): [string, string] => [
      field,
      String(value),
    ]);
    if (!type.startsWith('multipart')) {
      return api.call(method, path, { body: new URLSearchParams(entries) });
    }
    const form = new FormData();
    for (const [field, value] of entries) form.set(field, value);
    return api.call(method, path, { body: form });
  };
  const sampleOf = (response: string): unknown =>
    document.components.responses[response]?.content?.[JSON_TYPE]?.example;

  describe.each(KINDS)('$name', ({ name, key }) => {
    it.each(TYPES)('is created as %s', async (type) => {
      const { status, body } = await play('POST', `/crear${name}`, `crear${name}`, type);
      expect([status, body.message]).toEqual([200, undefined]);
      expect(body.doc).toMatchObject({ neto: 294.82, total: 356.73 });
      expect(body.lines).toMatchObject([{ descripcion: 'Oak desk' }, { descripcion: 'Delivery' }]);
    });

    it.each(TYPES)('is edited as %s', async (type) => {
      const { status, body } = await play('PUT', `/editar${name}/1`, `editar${name}`, type);
      expect([status, body.message]).toEqual([200, undefined]);
      expect(body.doc).toMatchObject({ [key]: 1, neto: 464.73, observaciones: 'Ring twice' });
      expect(body.lines).toMatchObject([{ idlinea: 1, cantidad: 3 }, { descripcion: 'Assembly' }]);
    });
  });

  it.each(TYPES)('refund an invoice as %s', async (type) => {
    const { status, body } = await play('POST', `/${REFUND}`, REFUND, type);
    expect([status, body.message]).toEqual([200, undefined]);
    expect(body.doc).toMatchObject({ idfacturarect: 1, neto: -134.91 });
    expect(body.lines).toMatchObject([{ idlinearect: 1, cantidad: -1 }]);
  });

  it('of refusals are what the server answers', async () => {
    const invoice = bodyOf('crearFacturaCliente', JSON_TYPE);
    const { doc, lines } = (await api.call('POST', '/crearFacturaCliente', { json: invoice })).body;
    const ask = `refund_${lines[0].idlinea}`;
    const refund = { idfactura: doc.idfactura as number, fecha: doc.fecha as string };
    const unreadable = { ...invoice, lineas: [{}, {}, { cantidad: [2] }] };
    const untaxable = { ...invoice, lineas: [{}, { codimpuesto: 'IVA99' }] };
    const create = 'POST /crearFacturaCliente';
    const refused: readonly [string, number, string, Values][] = [
      ['DocumentUnreadable', 400, create, unreadable],
      ['DocumentMasterNotFound', 404, create, { ...invoice, codcliente: 'NO' }],
      ['DocumentNotCreated', 422, create, untaxable],
      ['DocumentNotEdited', 422, 'PUT /editarFacturaCliente/1', { lineas: [] }],
      ['DocumentWrongMethod', 405, 'PATCH /crearFacturaCliente', {}],
      ['RefundNotPossible', 400, `POST /${REFUND}`, { ...refund, [ask]: 5 }],
      ['RefundNotSaved', 422, `POST /${REFUND}`, { ...refund, codserie: 'NO' }],
    ];
    for (const [response, status, route, json] of refused) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await api.call(method, path, { json });
      const text = answer.text.replaceAll(ask, 'refund_1');
      const said = [response, answer.status, JSON.parse(text)];
      expect(said).toEqual([response, status, sampleOf(response)]);
    }
  });
});
