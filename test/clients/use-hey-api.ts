import { createClient } from './generated/hey-api/client/index.js';
import { crearFacturaCliente, createCliente, listCliente } from './generated/hey-api/sdk.gen.js';

/** One create, one list and one invoice, with every value of the type that the document gives. */
export async function use(baseUrl: string, token: string): Promise<[string, string, number]> {
  const options = {
    client: createClient({ baseUrl, headers: { Token: token } }),
    throwOnError: true,
  } as const;
  const made = await createCliente({
    ...options,
    body: { nombre: 'Ana Ruiz', cifnif: '12345678Z', personafisica: true, debaja: 0 },
  });
  const { codcliente } = made.data.data;
  const list = await listCliente({
    ...options,
    query: { filter: { codcliente, debaja: 0 }, sort: { nombre: 'ASC' }, limit: 5 },
  });
  if (!list.data[0]) throw new Error('The list is empty');
  const invoice = await crearFacturaCliente({
    ...options,
    body: { codcliente, lineas: [{ descripcion: 'Oak desk', cantidad: 2, pvpunitario: 149.9 }] },
  });
  return [codcliente, list.data[0].nombre, invoice.data.doc.neto ?? 0];
}
