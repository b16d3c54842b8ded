import { ApiAccess, ApiKey, type Context } from 'facturanest/plugin';

/**
 * What the key of the request may read; null for all. Webhooks must not tell it more than that: no
 * endpoint that it makes, and no delivery that it is shown.
 */
export async function readableResources(context: Context): Promise<ReadonlySet<unknown> | null> {
  const idapikey = context.origin?.keyId ?? null;
  if (idapikey === null) return null;
  const key = await context.records.find(ApiKey, idapikey);
  if (key?.fullaccess === true) return null;
  const where = { idapikey, allowget: true };
  const access = await context.records.list(ApiAccess, where);
  return new Set(access.map(({ resource }) => resource));
}
