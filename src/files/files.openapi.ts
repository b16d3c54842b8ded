import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type RequestBody,
  type Response,
} from '../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS } from '../kernel/openapi/request-bodies.js';
import { refusal, refusals, UNREADABLE_BODY, written } from '../kernel/openapi/responses.js';

const TAG = 'files';
const BODY = 'UploadFiles';

const TAG_TEXT = `
Files are records of \`attachedfiles\`, whose bytes come and go with them.

- **Up**: \`POST /uploadFiles\` with several files, or \`POST /attachedfiles\` with one in any field of a
  \`multipart/form-data\` body; \`PUT\` with one replaces the contents. \`POST /productoimagenes\` with
  a file and \`idproducto\` makes the picture and its file at once. Or \`path\` names a file that lies
  directly in \`MyFiles\`, which is taken from there.
- **What they are** is found in their content. JPEG, PNG and WebP are stored without their metadata.
- **Down**: what a GET of \`attachedfiles\` or \`productoimagenes\` shows as \`download\` (good for today)
  and \`download-permanent\` (until the file goes or its \`date\` or \`hour\` changes) is relative to the
  address of the server and needs no key. Ranges and \`If-None-Match\` work.
- **Thumbnails**: \`width\` and \`height\` (32 to 1024) on a GET of \`productoimagenes\` make the one that
  is missing, at most 40 of a picture; \`thumbnails\` lists all that there are. Sides are rounded up to
  32, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400, 600, 800 or 1024.
- **Refusals** of \`attachedfiles\` have statuses of their own: 409 for a duplicate and for a deletion,
  422 for what can not be saved, 400 for a file or path that is refused.
`.trim();

/** The upload of several files; the resources of files are models. */
export const FILES_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: {
    '/uploadFiles': {
      post: upload(),
      put: {
        ...upload(),
        summary: 'Upload files (same as POST)',
        operationId: 'uploadFilesPut',
      },
    },
  },
  schemas: {
    UploadedFiles: {
      type: 'object',
      required: ['files'],
      properties: { files: { type: 'array', items: ref('schemas', 'AttachedFile') } },
    },
  },
  requestBodies: {
    [BODY]: body(),
    AttachedFile: withFile('AttachedFileInput'),
    ProductoImagen: withFile('ProductoImagenInput'),
  },
  responses: refusalsOf(),
};

function upload(): Operation {
  return {
    tags: [TAG],
    summary: 'Upload files',
    operationId: 'uploadFiles',
    description:
      'Each file is stored for itself. Refused ones (kinds that servers run or show as pages, empty ' +
      'ones, damaged pictures, and what is too much for the store) are left out of the answer; ' +
      '`X-Ignored-Fields` names them.',
    requestBody: ref('requestBodies', BODY),
    responses: {
      200: written('The records of the files that were stored', ref('schemas', 'UploadedFiles')),
      ...refusals({
        400: 'UploadUnreadable',
        405: 'UploadWrongMethod',
        503: 'StorageUnavailable',
        ...BODY_REFUSALS,
      }),
    },
  };
}

function body(): RequestBody {
  const file = { type: 'string', format: 'binary' } as const;
  const schema = {
    type: 'object',
    properties: { 'files[]': { type: 'array', items: file } },
  } as const;
  return {
    required: true,
    description: 'The files, each in a field `files[]`. Other fields mean nothing.',
    content: { 'multipart/form-data': { schema } },
  };
}

/** A record that comes with a file, or without one in any encoding. */
function withFile(input: string): RequestBody {
  const fields = ref('schemas', input);
  const file = { type: 'string', format: 'binary', description: 'In a field of any name' } as const;
  return {
    required: true,
    description: 'A file with the fields of its record, or the fields alone.',
    content: {
      'multipart/form-data': { schema: { allOf: [fields], properties: { file } } },
      'application/json': { schema: fields },
      'application/x-www-form-urlencoded': { schema: fields },
    },
  };
}

function refusalsOf(): Record<string, Response> {
  return {
    UploadUnreadable: refusal('The body can not be understood', UNREADABLE_BODY),
    UploadWrongMethod: refusal(
      'The path is answered, but not to this method',
      ['method-not-allowed'],
      { sample: { text: 'Method not allowed' } },
    ),
    StorageUnavailable: refusal('The file store does not answer now', ['storage-unavailable']),
  };
}
