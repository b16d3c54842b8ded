import { Injectable } from '@nestjs/common';
import { Answer, type HeaderMap } from '../../kernel/http/answer.js';
import { languageOf, queryOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { decodePercent } from '../../kernel/http/body/form-fields.js';
import { Log } from '../../kernel/logging/log.js';
import { Translator } from '../../kernel/translation/translator.js';
import type { AttachedFile } from '../attached-file.entity.js';
import { fileOfKey, PUBLIC_FOLDER, UnsafeKeyError } from '../storage/file-key.js';
import { FileStorage, type StoredObject } from '../storage/file-storage.js';
import { StoredFiles } from '../stored-files.js';
import { HEAD_BYTES, isUtf8Head, typeOfHead } from '../uploads/file-type.js';
import { entityTag, isKnown, rangeOf } from './conditions.js';
import { cachingOf, contentHeaders, isServed } from './content-headers.js';
import { DownloadLinks } from './download-links.js';
import { refusalPage, type DownloadRefusal } from './refusal-page.js';

/** These are for the API: a file may be shown inside of other pages. */
const NOT_FOR_FILES = {
  'Access-Control-Allow-Methods': null,
  'Access-Control-Expose-Headers': null,
  'X-Frame-Options': null,
  'X-XSS-Protection': null,
};

/** Sends files to whoever has a link. */
@Injectable()
export class Downloads {
  constructor(
    private readonly storage: FileStorage,
    private readonly files: StoredFiles,
    private readonly links: DownloadLinks,
    private readonly translator: Translator,
    private readonly log: Log,
  ) {}

  /**
   * The token comes first: without one that is good, nobody learns which files there are. Any
   * method is as good as GET.
   */
  async answer(request: ApiRequest): Promise<Answer> {
    const key = keyOf(request);
    const id = fileOfKey(key)?.idfile;
    const file = id === undefined ? null : ((await this.files.find([id])).get(id) ?? null);
    if (!key.startsWith(PUBLIC_FOLDER)) {
      const token = queryOf(request).get('myft');
      const isGood = typeof token === 'string' && (await this.links.accepts(token, key, file));
      if (!isGood) return this.refusal(request, 'invalid-token');
    }
    try {
      const object = await this.storage.stat(key);
      if (!object) return this.refusal(request, 'file-not-found');
      if (!isServed(key)) return this.refusal(request, 'unsafe-file');
      return await this.sending(request, object, file);
    } catch (error) {
      if (error instanceof UnsafeKeyError) return this.refusal(request, 'unsafe-folder');
      throw error;
    }
  }

  private async sending(
    request: ApiRequest,
    object: StoredObject,
    file: AttachedFile | null,
  ): Promise<Answer> {
    const { key, size, modified } = object;
    const common = {
      ...NOT_FOR_FILES,
      'Cache-Control': cachingOf(key),
      ETag: entityTag(object),
      'Last-Modified': modified.toUTCString(),
    };
    if (isKnown(request.headers, object)) {
      return new Answer(304, '', { ...common, 'Content-Type': null });
    }
    const range = request.method === 'HEAD' ? null : rangeOf(request.headers, object);
    if (range === 'unsatisfiable') {
      const whole = { 'Content-Type': null, 'Content-Range': `bytes */${size}` };
      return new Answer(416, '', { ...NOT_FOR_FILES, ...whole });
    }
    const headers: HeaderMap = {
      ...common,
      ...(await this.describing(object, file)),
      'Accept-Ranges': 'bytes',
      'Content-Length': range ? range.end - range.start + 1 : size,
      ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` }),
    };
    const bytes = this.storage.open(key, range ?? undefined);
    return new Answer(range ? 206 : 200, bytes, headers);
  }

  /** The type is that of the record, which is of this content, or found by the content itself. */
  private async describing(
    { key, size }: StoredObject,
    file: AttachedFile | null,
  ): Promise<Record<string, string>> {
    const own = file?.path === key ? file : null;
    const known = own?.mimetype;
    if (known && !known.startsWith('text/')) return contentHeaders(key, known, false, own);
    const head = await this.head(key, size);
    return contentHeaders(key, known || (await typeOfHead(head)), isUtf8Head(head), own);
  }

  private async head(key: string, size: number): Promise<Buffer> {
    if (size === 0) return Buffer.alloc(0);
    const chunks: Uint8Array[] = [];
    const range = { start: 0, end: Math.min(size, HEAD_BYTES) - 1 };
    for await (const chunk of this.storage.open(key, range)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  private refusal(request: ApiRequest, code: DownloadRefusal): Answer {
    const { method, path, address } = request;
    if (code !== 'file-not-found') {
      this.log.warn({ status: 403, code, method, path, address }, 'Refused');
    }
    const language = languageOf(request) ?? this.translator.language;
    return refusalPage(code, this.translator.text(code, {}, language), language);
  }
}

/** `MyFiles/…`, decoded; a plus sign is one. */
function keyOf({ url }: ApiRequest): string {
  const end = url.indexOf('?');
  return decodePercent((end === -1 ? url : url.slice(0, end)).slice(1));
}
