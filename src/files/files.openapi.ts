import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type RequestBody,
  type Response,
} from '../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS, encodings } from '../kernel/openapi/request-bodies.js';
import { refusal, refusals, UNREADABLE_BODY, written } from '../kernel/openapi/responses.js';

const TAG = 'files';
const BODY = 'UploadFiles';

const TAG_TEXT = `
Files are records of \`attachedfiles\`, whose bytes come and go with them.

- **Up**: \`POST /uploadFiles\` with several files, or \`POST /attachedfiles\` with one in any field of a
  \`multipart/form-data\` body; \`PUT\` with one replaces the contents. \`POST /productoimagenes\` with
  a file and \`idproducto\` makes the picture and its file at once. In \`attachedfiles\`, \`path\` may
  name a file that lies directly in \`MyFiles\` instead, which is taken from there.
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
    ...withFiles('AttachedFile', {
      creation: { path: 'desk.png' },
      key: { idfile: 1 },
      change: { filename: 'oak-desk.png' },
    }),
    ...withFiles('ProductoImagen', {
      creation: { idproducto: 1, idfile: 1 },
      key: { id: 1 },
      change: { orden: 2 },
    }),
  },
  responses: refusalsOf(),
  refused: {
    attachedfiles: {
      save: {
        400: 'FileRefused',
        409: 'FileExists',
        422: 'FileNotSaved',
        503: 'StorageUnavailable',
        ...BODY_REFUSALS,
      },
      deletion: { 409: 'FileNotDeleted', 503: 'StorageUnavailable' },
    },
  },
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
    content: { 'multipart/form-data': { schema, example: { 'files[]': ['A note'] } } },
  };
}

type Example = Readonly<Record<string, unknown>>;

/** The bodies of records that come with a file, or without one in any encoding. */
function withFiles(
  model: string,
  examples: Readonly<Record<'creation' | 'key' | 'change', Example>>,
): Readonly<Record<string, RequestBody>> {
  const { creation, key, change } = examples;
  return {
    [`${model}Creation`]: withFile(model, creation),
    [`${model}Change`]: withFile(model, change),
    [`${model}ListedChange`]: withFile(model, { ...key, ...change }),
  };
}

/** The same schema for each encoding: clients made from the document have one type for a body. */
function withFile(model: string, example: Example): RequestBody {
  const file = {
    type: 'string',
    format: 'binary',
    description: 'Only in `multipart/form-data`, in a field of any name',
  } as const;
  const schema = { allOf: [ref('schemas', `${model}Input`)], properties: { file } };
  return {
    required: true,
    description: 'A file with the fields of its record, or the fields alone.',
    content: encodings({ schema, example }),
  };
}

function refusalsOf(): Record<string, Response> {
  return {
    FileRefused: refusal('The body can not be understood, or the file or its path is refused', [
      ...['record-save-error', 'no-data-received-form', ...UNREADABLE_BODY],
    ]),
    FileExists: refusal(
      'There is such a record already (`data`), the first request with the `Idempotency-Key` is ' +
        'still running, or the API is disabled',
      ['duplicate-record', 'idempotency-key-in-use', 'api-disabled'],
    ),
    FileNotSaved: refusal(
      'Nothing was saved: `details` says why by field; or the `Idempotency-Key` was sent with ' +
        'another request',
      ['record-save-error', 'idempotency-key-reused'],
    ),
    FileNotDeleted: refusal(
      'A rule or other records keep the file, the first request with the `Idempotency-Key` is ' +
        'still running, or the API is disabled',
      ['record-deleted-error', 'idempotency-key-in-use', 'api-disabled'],
    ),
    UploadUnreadable: refusal('The body can not be understood', UNREADABLE_BODY),
    UploadWrongMethod: refusal(
      'The path is answered, but not to this method',
      ['method-not-allowed'],
      { sample: { text: 'Method not allowed' } },
    ),
    StorageUnavailable: refusal('The file store does not answer now', ['storage-unavailable']),
  };
}
