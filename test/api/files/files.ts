import sharp from 'sharp';
import { onDatabaseAsIs } from '../../../src/cli/database-access.js';
import { readConfig } from '../../../src/kernel/config/config.js';
import type { SqlRow } from '../../../src/kernel/database/sql-value.js';
import { type FileStorage, openFileStorage } from '../../../src/files/index.js';
import { type Answered, type CallOptions, startApi, type TestApi } from '../../support/api.js';
import { describeOver } from '../../support/describe-api.js';
import type { Engine } from '../../support/place.js';

export type Content = string | Uint8Array<ArrayBuffer>;
/** Field, name and content of a file in a form. */
export type FormFile = readonly [field: string, name: string, content: Content];

/** A server whose database and files can be looked at from outside. */
export interface FilesApi extends TestApi {
  readonly folder: string;
  readonly storage: FileStorage;
  rows(sql: string): Promise<SqlRow[]>;
  send(method: string, path: string, form: FormData, options?: CallOptions): Promise<Answered>;
  /** Keys of everything in the store. */
  keys(prefix?: string): Promise<string[]>;
  /** Follows a link as `download` has it. */
  follow(link: string, init?: RequestInit): Promise<Response>;
}

export async function startFilesApi(
  engine: Engine,
  more: Readonly<Record<string, string>> = {},
): Promise<FilesApi> {
  const api = await startApi(engine, more);
  const { environment } = api;
  const storage = openFileStorage(readConfig(environment));
  return {
    ...api,
    folder: environment.DATA_DIR!,
    storage,
    rows: (sql) => onDatabaseAsIs(readConfig(environment), (opened) => opened!.rows(sql)),
    send: (method, path, body, options) => api.call(method, path, { ...options, body }),
    async keys(prefix = 'MyFiles/') {
      const found: string[] = [];
      for await (const { key } of storage.list(prefix)) found.push(key);
      return found.sort();
    },
    follow: (link, init) => fetch(`${api.server.address}/${link}`, init),
  };
}

/** As `describeApi`, with what the server stores in reach. */
export const describeFilesApi = describeOver(startFilesApi);

export function formWith(
  files: readonly FormFile[],
  fields: Readonly<Record<string, string>> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [field, name, content] of files) form.append(field, new Blob([content]), name);
  return form;
}

/** A plain picture. */
export async function picture(
  format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png',
  { width = 40, height = 20, alpha = 1 } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const background = { r: 200, g: 30, b: 30, alpha };
  const made = sharp({ create: { width, height, channels: 4, background } }).toFormat(format);
  return new Uint8Array(await made.toBuffer());
}

/** A picture that says where and how it was taken. */
export async function taggedPicture(
  format: 'png' | 'jpeg' | 'webp',
): Promise<Uint8Array<ArrayBuffer>> {
  const made = sharp(await picture(format))
    .withExif({ IFD0: { Copyright: 'SECRET-PLACE' } })
    .withMetadata({ orientation: 6 })
    .toFormat(format);
  return new Uint8Array(await made.toBuffer());
}

/** A record as `uploadFiles` shows it. */
export interface UploadedFile {
  readonly date: string;
  readonly filename: string;
  readonly hour: string;
  readonly idfile: number;
  readonly mimetype: string;
  readonly path: string;
  readonly size: number;
}

/** Uploads one file and gives its record; undefined where it was refused. */
export async function upload(api: FilesApi, name: string, content: Content): Promise<UploadedFile> {
  const { body } = await api.send('POST', '/uploadFiles', formWith([['files[]', name, content]]));
  return body.files[0];
}
