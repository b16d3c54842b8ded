import { crearFacturaCliente, createCliente, listCliente } from './generated/orval.js';

/** One create, one list and one invoice, with every value of the type that the document gives. */
export async function use(baseUrl: string, token: string): Promise<[string, string, number]> {
  // What it makes calls addresses below `/api/3` of the page that it runs in.
  const { fetch } = globalThis;
  globalThis.fetch = (path, init) => fetch(baseUrl + String(path), init);
  try {
    const options = { headers: { Token: token } };
    const made = await createCliente(
      { nombre: 'Ana Ruiz', cifnif: '12345678Z', personafisica: true, debaja: 0 },
      options,
    );
    const { codcliente } = made.data;
    // It has no deep objects: a filter is a parameter like others.
    const list = await listCliente({ limit: 5 }, options);
    if (!list[0]) throw new Error('The list is empty');
    const invoice = await crearFacturaCliente(
      { codcliente, lineas: [{ descripcion: 'Oak desk', cantidad: 2, pvpunitario: 149.9 }] },
      options,
    );
    return [codcliente, list[0].nombre, invoice.doc.neto ?? 0];
  } finally {
    globalThis.fetch = fetch;
  }
}
