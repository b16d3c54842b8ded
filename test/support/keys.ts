import type { TestApi } from './api.js';

type Verb = 'get' | 'post' | 'put' | 'delete';

export interface MadeKey {
  readonly id: number;
  readonly apikey: string;
}

let made = 0;

/** Makes a key through the API, full where nothing limits it to verbs on resources. */
export async function makeKey(
  api: TestApi,
  permissions?: Readonly<Record<string, readonly Verb[]>>,
): Promise<MadeKey> {
  const apikey = `Made-Key-${process.pid}-${(made += 1)}`;
  const json = { apikey, description: 'test', fullaccess: permissions === undefined };
  const { body } = await api.call('POST', '/apikeyes', { json });
  const id = Number(body.data.id);
  for (const [resource, verbs] of Object.entries(permissions ?? {})) {
    await grant(api, id, resource, verbs);
  }
  return { id, apikey };
}

/** Gives a key verbs on a resource; returns the number of the permission. */
export async function grant(
  api: TestApi,
  idapikey: number,
  resource: string,
  verbs: readonly Verb[],
): Promise<number> {
  const allowed = (verb: Verb) => (verbs.includes(verb) ? 1 : 0);
  const { body } = await api.call('POST', '/apiaccess', {
    form: {
      idapikey,
      resource,
      allowget: allowed('get'),
      allowpost: allowed('post'),
      allowput: allowed('put'),
      allowdelete: allowed('delete'),
    },
  });
  return Number(body.data.id);
}
