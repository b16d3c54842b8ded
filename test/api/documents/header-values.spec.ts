import { beforeAll, expect, it } from 'vitest';
import type { CallOptions } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  KINDS,
  readDocument,
  storedOf,
  subjectOf,
  type Row,
  type Values,
} from '../../support/documents.js';
import { refusedFields } from '../../support/envelope.js';

const NULLED = ['fecha', 'hora', 'codalmacen', 'codserie', 'codpago', 'coddivisa', 'tasaconv'];

describeApi('headers of documents', (api) => {
  const subjects = new Map<string, Values>();
  let today: string;
  beforeAll(async () => {
    for (const { name } of KINDS) subjects.set(name, await subjectOf(api, name));
    const made = await createDocument(api, 'PedidoCliente', {
      ...subjects.get('PedidoCliente'),
      lineas: [],
    });
    today = String(made.doc.fecha);
  });

  it.each(KINDS)('of a $name without values have those of now, or are refused', async (kind) => {
    const { name, resource, side } = kind;
    const named = side === 'sales' ? 'nombrecliente' : 'nombre';
    const header = { [named]: 'n', cifnif: '1', ...subjects.get(name) };
    for (const [path, values] of [
      [`/${resource}`, header],
      [`/crear${name}`, { ...subjects.get(name), lineas: '[]' }],
    ] as const) {
      for (const field of NULLED) {
        const sent: CallOptions[] = [
          { json: { ...values, [field]: null } },
          { form: { ...(values as Record<string, string>), [field]: 'null' } },
        ];
        for (const options of sent) {
          const { status, body } = await api.call('POST', path, options);
          if (field === 'hora' || field === 'tasaconv')
            expect([field, status]).toEqual([field, 200]);
          else
            expect([path, field, [200, 400, 404, 422].includes(status)]).toEqual([
              path,
              field,
              true,
            ]);
          if (field === 'fecha' && status === 200) {
            expect([path, (body.data ?? body.doc).fecha]).toEqual([path, today]);
          }
        }
      }
    }
  });

  it.each(KINDS)('of a $name have a rate that can be one', async ({ name, resource, key }) => {
    const subject = subjects.get(name);
    const send = (json: Values) =>
      api.call('POST', `/crear${name}`, {
        json: { ...subject, lineas: [{ pvpunitario: 100 }], ...json },
      });
    const before = await storedOf(api, name);
    for (const json of [
      { coddivisa: 'USD', tasaconv: -1.1 },
      { coddivisa: 'USD', tasaconv: 0 },
      { coddivisa: 'USD', tasaconv: 1e-9 },
      { coddivisa: 'USD', tasaconv: 1e308 },
      { tasaconv: 2 },
    ]) {
      const answer = await send(json);
      expect([json, answer.status, refusedFields(answer)]).toEqual([json, 422, ['tasaconv']]);
    }
    expect(await storedOf(api, name)).toEqual(before);
    expect((await send({ coddivisa: 'USD', tasaconv: null })).body.doc.tasaconv).toBe(1.129);
    const { body } = await send({ coddivisa: 'USD', tasaconv: '1,2' });
    const path = `/${resource}/${body.doc[key]}`;
    expect(body.doc).toMatchObject({ tasaconv: 1.2, totaleuros: 100.83333 });
    for (const tasaconv of [0, -1, 1e308]) {
      const put = await api.call('PUT', path, { json: { tasaconv } });
      expect([put.status, refusedFields(put)]).toEqual([400, ['tasaconv']]);
      const edit = `/editar${name}/${body.doc[key]}`;
      const edited = await api.call('PUT', edit, { json: { tasaconv, lineas: body.lines } });
      expect([edited.status, refusedFields(edited)]).toEqual([422, ['tasaconv']]);
    }
    const inEuros = await api.call('PUT', path, { json: { coddivisa: 'EUR' } });
    expect(inEuros.body.data).toMatchObject({ tasaconv: 1, totaleuros: 121 });
  });

  it.each(KINDS)('of a $name name operations and exceptions that exist', async ({ name, key }) => {
    const json = { ...subjects.get(name), lineas: [{ pvpunitario: 1 }] };
    const wrong = await api.call('POST', `/crear${name}`, {
      json: { ...json, operacion: 'export' },
    });
    expect([wrong.status, refusedFields(wrong)]).toEqual([422, ['operacion']]);
    expect(wrong.body.message).toContain('exportacion');
    const lineas = [{}, { excepcioniva: 'ES_99' }];
    const line = await api.call('POST', `/crear${name}`, { json: { ...json, lineas } });
    expect([line.status, refusedFields(line)]).toEqual([422, ['lineas[1].excepcioniva']]);
    expect(line.body.message).toContain('ES_23_24');
    const right = await createDocument(api, name, { ...json, operacion: 'successive-tract' });
    expect(right.doc.operacion).toBe('successive-tract');
    const path = `/editar${name}/${right.doc[key]}`;
    const edit = await api.call('PUT', path, { json: { operacion: 'x', lineas: [] } });
    expect([edit.status, refusedFields(edit)]).toEqual([422, ['operacion']]);
  });

  it.each([
    ['clientes', { nombre: 'n', cifnif: '' }, 'operacion'],
    ['clientes', { nombre: 'n', cifnif: '' }, 'excepcioniva'],
    ['proveedores', { nombre: 'n', cifnif: '' }, 'operacion'],
    ['productos', { referencia: 'EXC', codimpuesto: 'IVA0' }, 'excepcioniva'],
  ])('of %s too (%j): %s', async (resource, values, field) => {
    const answer = await api.call('POST', `/${resource}`, {
      json: { ...values, [field]: 'ES_99' },
    });
    expect([answer.status, refusedFields(answer)]).toEqual([400, [field]]);
  });

  it.each(KINDS)(
    'of a $name in a whole currency have no decimals',
    async ({ name, resource, key }) => {
      if (!(await api.get('/divisas/JPY')).body.coddivisa) {
        await create(api, 'divisas', { coddivisa: 'JPY', descripcion: 'Yen', tasaconv: 160 });
      }
      const lineas = [{ cantidad: 3, pvpunitario: 33.33, codimpuesto: 'IVA21' }];
      const { doc } = await createDocument(api, name, {
        ...subjects.get(name),
        coddivisa: 'JPY',
        tasaconv: 160,
        lineas,
      });
      expect(doc).toMatchObject({ neto: 100, totaliva: 21, total: 121, totaleuros: 0.75625 });
      if (key !== 'idfactura') return;
      const receipts = resource.replace('facturac', 'reciboc').replace('facturap', 'recibop');
      const rows = (await api.get(`/${receipts}?idfactura=${doc.idfactura}`)).body as Row[];
      expect(rows).toMatchObject([{ importe: 121, coddivisa: 'JPY' }]);
      expect(doc.idasiento).toEqual(expect.any(Number));
    },
  );

  it.each(KINDS)('of a $name follow its party', async ({ name, resource, key, side, subject }) => {
    const { doc } = await createDocument(api, name, {
      ...subjects.get(name),
      lineas: [{ pvpunitario: 100 }],
    });
    const party = side === 'sales' ? 'clientes' : 'proveedores';
    const values = { nombre: 'Other', razonsocial: 'Other SL', cifnif: 'B1', codpago: 'TRANS' };
    const other = await create(api, party, values);
    const contact = Number(other.idcontactofact ?? other.idcontacto);
    await change(api, `contactos/${contact}`, { direccion: 'Street 9', ciudad: 'Vigo' });
    const path = `${resource}/${doc[key]}`;
    const changed = await change(api, path, { [subject]: other[subject], ciudad: 'Lugo' });
    const named = side === 'sales' ? 'nombrecliente' : 'nombre';
    expect(changed).toMatchObject({
      [subject]: other[subject],
      [named]: 'Other SL',
      ...{ cifnif: 'B1', codpago: 'TRANS', direccion: 'Street 9', ciudad: 'Lugo', total: 121 },
      ...(side === 'sales' && { idcontactofact: contact }),
    });
    expect((await readDocument(api, name, Number(doc[key]))).doc).toEqual(changed);
    if (side === 'purchases') return;
    const stranger = await create(api, 'clientes', { nombre: 'S', cifnif: '' });
    for (const field of ['idcontactofact', 'idcontactoenv']) {
      const json = { [field]: stranger.idcontactofact };
      const refused = await api.call('PUT', `/${path}`, { json });
      expect([refused.status, refusedFields(refused)]).toEqual([400, [field]]);
    }
  });

  it('of a locked document say once why they stay', async () => {
    const { doc } = await createDocument(api, 'FacturaCliente', {
      ...subjects.get('FacturaCliente'),
      lineas: [{ pvpunitario: 1 }],
    });
    await change(api, `facturaclientes/${doc.idfactura}`, { idestado: 11 });
    const json = { observaciones: 'x', lineas: [] };
    const { status, body } = await api.call('PUT', `/editarFacturaCliente/${doc.idfactura}`, {
      json,
    });
    expect([status, body.message]).toEqual([422, body.details[0].message]);
  });
});
