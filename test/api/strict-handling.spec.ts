import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../support/describe-api.js';
import { KINDS, createDocument, storedOf, subjectOf, type Values } from '../support/documents.js';
import { refusedFields } from '../support/envelope.js';

const STRICT = { Prefer: 'handling=strict' };

describeApi('names that mean nothing', (api) => {
  const subjects = new Map<string, Values>();
  beforeAll(async () => {
    for (const { name } of KINDS) subjects.set(name, await subjectOf(api, name));
  });

  it.each(KINDS)('are named in lines of a $name, or refused on demand', async (kind) => {
    const line = { descripcion: 'x', price: 5, iva: 4, idlinea: 1 };
    const json = { ...subjects.get(kind.name), total: 5, lineas: [{ cantidad: 2 }, line] };
    const ignored = ['total', 'lineas[1].price', 'lineas[1].iva', 'lineas[1].idlinea'];
    const path = `/crear${kind.name}`;
    const lenient = await api.call('POST', path, { json });
    expect([lenient.status, lenient.headers.get('X-Ignored-Fields')]).toEqual([
      200,
      ignored.join(', '),
    ]);
    const before = await storedOf(api, kind.name);
    const strict = await api.call('POST', path, { json, headers: STRICT });
    expect([strict.status, strict.body.code]).toEqual([400, 'ignored-names']);
    expect(strict.headers.get('Preference-Applied')).toBe('handling=strict');
    expect(refusedFields(strict)).toEqual(ignored);
    expect(await storedOf(api, kind.name)).toEqual(before);

    const id = Number(lenient.body.doc[kind.key]);
    const idlinea = Number(lenient.body.lines[0].idlinea);
    const edit = { lineas: [{ idlinea, referencia: 'r', pvptotal: 1 }, { referencia: 'n' }] };
    const edited = await api.call('PUT', `/editar${kind.name}/${id}`, { json: edit });
    expect(edited.headers.get('X-Ignored-Fields')).toBe('lineas[0].referencia, lineas[0].pvptotal');
    const again = { lineas: [{ idlinea, pvptotal: 1 }] };
    const stored = await storedOf(api, kind.name);
    const path2 = `/editar${kind.name}/${id}`;
    const refused = await api.call('PUT', path2, { json: again, headers: STRICT });
    expect([refused.status, refusedFields(refused)]).toEqual([400, ['lineas[0].pvptotal']]);
    expect(await storedOf(api, kind.name)).toEqual(stored);
  });

  it('are those of sales in lines of purchases', async () => {
    const lineas = [{ coste: 1, mostrar_precio: false, salto_pagina: true, excepcioniva: null }];
    const sent = { form: { ...subjects.get('PedidoProveedor'), lineas: JSON.stringify(lineas) } };
    const { headers } = await api.call('POST', '/crearPedidoProveedor', sent);
    const ignored = 'lineas[0].coste, lineas[0].mostrar_precio, lineas[0].salto_pagina';
    expect(headers.get('X-Ignored-Fields')).toBe(ignored);
  });

  it('are refused on demand by every resource, and what is right is done', async () => {
    const path = '/fabricantes';
    const json = { codfabricante: 'STRICT', nombre: 'x' };
    const refused = await api.call('POST', path, { json: { ...json, nome: 'y' }, headers: STRICT });
    expect([refused.status, refusedFields(refused)]).toEqual([400, ['nome']]);
    expect((await api.get(`${path}/STRICT`)).status).toBe(404);
    expect((await api.call('POST', path, { json, headers: STRICT })).status).toBe(200);
    const form = { nombre: 'z', nome: 'y' };
    const changed = await api.call('PUT', `${path}/STRICT`, { form, headers: STRICT });
    expect([changed.status, refusedFields(changed)]).toEqual([400, ['nome']]);
    expect((await api.get(`${path}/STRICT`)).body.nombre).toBe('x');
  });

  it('leave a key of a repeat free when they are refused', async () => {
    const headers = { ...STRICT, 'Idempotency-Key': 'strict-1' };
    const json = { codfabricante: 'ONCE', nombre: 'x', nome: 'y' };
    expect((await api.call('POST', '/fabricantes', { json, headers })).status).toBe(400);
    expect((await api.get('/fabricantes/ONCE')).status).toBe(404);
    const { nome: _nome, ...right } = json;
    expect((await api.call('POST', '/fabricantes', { json: right, headers })).status).toBe(200);
  });

  it('are named of refunds too', async () => {
    const { doc } = await createDocument(api, 'FacturaCliente', {
      ...subjects.get('FacturaCliente'),
      lineas: [{ pvpunitario: 5 }],
    });
    const json = { idfactura: doc.idfactura, fecha: doc.fecha, motivo: 'x' };
    const path = '/crearFacturaRectificativaCliente';
    const refused = await api.call('POST', path, { json, headers: STRICT });
    expect([refused.status, refusedFields(refused)]).toEqual([400, ['motivo']]);
    const { status, headers } = await api.call('POST', path, { json });
    expect([status, headers.get('X-Ignored-Fields')]).toEqual([200, 'motivo']);
  });
});
