import createClient from 'openapi-fetch';
import type { paths } from './generated/openapi-typescript.js';

/** One create, one list and one invoice, with every value of the type that the document gives. */
export async function use(baseUrl: string, token: string): Promise<[string, string, number]> {
  const client = createClient<paths>({ baseUrl, headers: { Token: token } });
  const made = await client.POST('/clientes', {
    body: { nombre: 'Ana Ruiz', cifnif: '12345678Z', personafisica: true, debaja: 0 },
  });
  if (!made.data) throw new Error(made.error.message);
  const { codcliente } = made.data.data;
  const list = await client.GET('/clientes', {
    params: { query: { filter: { codcliente, debaja: 0 }, sort: { nombre: 'ASC' }, limit: 5 } },
  });
  if (!list.data?.[0]) throw new Error('The list is empty');
  const invoice = await client.POST('/crearFacturaCliente', {
    body: { codcliente, lineas: [{ descripcion: 'Oak desk', cantidad: 2, pvpunitario: 149.9 }] },
  });
  if (!invoice.data) throw new Error(invoice.error.message);
  const { neto } = invoice.data.doc;
  return [codcliente, list.data[0].nombre, neto ?? 0];
}
