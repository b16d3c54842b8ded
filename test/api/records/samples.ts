import type { Answered, CallOptions, TestApi } from '../../support/api.js';

export type Values = Record<string, string | number | boolean | null>;
export type Encoding = 'form' | 'json' | 'multipart';

export const ENCODINGS: readonly Encoding[] = ['form', 'json', 'multipart'];

/** The same fields in another encoding; a form knows only texts. */
export function encoded(encoding: Encoding, values: Values): CallOptions {
  if (encoding === 'json') return { json: values };
  const texts = Object.entries(values).map(([name, value]): [string, string] => {
    return [name, typeof value === 'boolean' ? String(Number(value)) : String(value)];
  });
  if (encoding === 'form') return { body: new URLSearchParams(texts) };
  const body = new FormData();
  for (const [name, text] of texts) body.append(name, text);
  return { body };
}

export const SAMPLES: Readonly<Record<string, { key: string; create: Values; change: Values }>> = {
  agenciatransportes: {
    key: 'codtrans',
    create: { nombre: ' Ñandú & "Co" <b> ', activo: false, telefono: null, web: 'https://x.es' },
    change: { nombre: '01-02-2026', activo: true, telefono: '', web: null },
  },
  contactos: {
    key: 'idcontacto',
    create: { nombre: 'Zoë 😀', codpostal: '08001', fechaalta: '3-2-2026', verificado: true },
    change: {
      apellidos: 'null\u00a0',
      fechaalta: null,
      personafisica: false,
      telefono1: '+34 1=2&3',
    },
  },
  cronjobes: {
    key: 'id',
    create: { jobname: 'x', daily_exec: 7, duration: 0.1, done: true, date: '2026-02-03 4:05' },
    change: { daily_exec: null, duration: -12.5e3, done: false, date: '2026-02-04' },
  },
  divisas: {
    key: 'coddivisa',
    create: { descripcion: "it's 100%+1", tasaconv: 1.25, simbolo: '€' },
    change: { tasaconv: 2, tasaconvcompra: 0.30000000000000004, codiso: '999' },
  },
};
export const CODES = { agenciatransportes: 'E', divisas: 'X' } as Readonly<Record<string, string>>;

/** How records are written as JSON. */
export function writing(api: TestApi) {
  const post = (resource: string, json: unknown): Promise<Answered> =>
    api.call('POST', `/${resource}`, { json });
  const put = (path: string, json: unknown): Promise<Answered> =>
    api.call('PUT', `/${path}`, { json });
  /** Creates a record; what the answer shows of it. */
  const made = async (resource: string, json: unknown) => {
    const { status, text, body } = await post(resource, json);
    if (status !== 200) throw new Error(text);
    return body.data;
  };
  return { post, put, made };
}
