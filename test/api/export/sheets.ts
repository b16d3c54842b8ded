import { kindNamed } from '../../../src/documents/index.js';
import type { DocumentSheet } from '../../../src/export/index.js';
import { SheetLoader, type LoadedDocument } from '../../../src/export/sheet/sheet-loader.js';
import type { ApiRequest } from '../../../src/kernel/http/api-request.js';
import type { TestApi } from '../../support/api.js';

/** What the server knows of a document that is to be exported, with these parameters. */
export async function loaded(
  api: TestApi,
  kindName: string,
  id: number,
  search = '',
): Promise<LoadedDocument> {
  const path = `/api/3/exportar${kindName}/${id}`;
  const request = { url: `${path}?${search}`, path, address: '127.0.0.1' } as ApiRequest;
  const loader = api.server.app.get(SheetLoader, { strict: false });
  const document = await loader.load(kindNamed(kindName)!, String(id), request);
  if (!document) throw new Error(`no ${kindName} ${id}`);
  return document;
}

/** The sheet of a document, as it is printed. */
export async function sheetOf(
  api: TestApi,
  kindName: string,
  id: number,
  search = '',
): Promise<DocumentSheet> {
  return (await loaded(api, kindName, id, search)).sheet;
}
