import { DOCUMENT_KINDS, type DocumentKind } from '../documents/index.js';
import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import {
  ref,
  type Parameter,
  type PathItem,
  type Response,
} from '../kernel/openapi/openapi-types.js';
import { headers, refusal, refusals, UNREADABLE } from '../kernel/openapi/responses.js';
import { EXPORT } from './export.service.js';

const TAG = 'exports';

const TAG_TEXT = `
Documents as PDF, CSV, XLSX or mail. \`HEAD\` answers as \`GET\` without the body, but for mail, which
only \`GET\` sends. Lists of any resource as CSV or XLSX: see the parameter \`format\` of each.

A key without full access needs GET permission under the name of the route, such as
\`exportarFacturaCliente\`; it may then send mail too.
`.trim();

const TEXT = `
- **PDF**: what a customer or supplier gets, in their language.
- **CSV**: a row for each line with the columns of the document repeated; those whose name a column
  of the lines has too begin with \`documento_\`. UTF-8 with a byte order mark, written as
  lists are: semicolons and decimal commas, or commas and decimal points with \`locale=en\`.
- **XLS**: an XLSX workbook with a sheet of the lines and one of the document; numbers as numbers,
  days as days, texts as they were typed.
- **MAIL**: sends the PDF to the e-mail address of the customer or supplier, with the texts of the
  notification \`sendmail-…\`, or with plain ones where that is disabled. The mail is kept in
  \`emailsentes\`, a row for each addressee, and its day in \`femail\`. A row without \`date\` is left by
  a crash while the mail was being handed over: nobody knows whether it was sent. Each key may send
  so many mails in an hour as \`MAIL_LIMIT\` says, each addressee being one; more is 429
  \`mail-limit-reached\` with \`Retry-After\`.

Any other value of \`type\` is PDF, unless a plugin provides it.
`.trim();

const PARAMETERS: readonly Parameter[] = [
  parameter('type', 'How the document leaves the server; as PDF when absent', {
    type: 'string',
    enum: ['PDF', 'CSV', 'XLS', 'MAIL'],
  }),
  parameter('format', 'Print format to use, a number of `formatodocumentos`; else the best one', {
    type: 'integer',
  }),
  parameter('lang', 'Language, such as `en_EN`; else that of the customer or supplier', {
    type: 'string',
  }),
  parameter('locale', 'Of CSV: language whose decimal sign it has; else that of the server', {
    type: 'string',
  }),
  parameter('email', 'Of mail: addresses with commas between, in the place of the known one', {
    type: 'string',
  }),
];

/** The routes by which documents leave the server. */
export const EXPORT_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: Object.fromEntries(
    DOCUMENT_KINDS.map((kind) => [`/${EXPORT}${kind.name}/{id}`, pathOf(kind)] as const),
  ),
  responses: {
    Exported: exported(),
    ExportRefused: refusal('A parameter of the mail that can not be used', [
      ...['invalid-parameters', 'mail-no-addressee', 'record-not-specified'],
      ...UNREADABLE,
    ]),
    MailNotPossible: refusal('Mail is not set up, or the API is disabled', [
      ...['mail-not-configured', 'mail-no-sender', 'api-disabled'],
    ]),
    NotPrinted: refusal(
      'Too many documents wait to be printed, this one takes too long, or the database can not be ' +
        'asked',
      ['pdf-service-busy', 'pdf-timeout', 'database-unavailable', 'statement-timeout'],
      { headers: headers('Retry-After') },
    ),
    MailNotSent: refusal('No mail server took the mail; nothing was recorded', ['mail-not-sent']),
  },
};

function pathOf(kind: DocumentKind): PathItem {
  return {
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: `Internal number of the ${kind.stage} (\`${kind.key}\`)`,
        schema: { type: 'integer' },
        example: 1,
      },
    ],
    get: {
      tags: [TAG],
      summary: `Export a ${kind.side} ${kind.stage}`,
      operationId: EXPORT + kind.name,
      description: TEXT,
      parameters: PARAMETERS,
      responses: {
        200: ref('responses', 'Exported'),
        ...refusals({
          400: 'ExportRefused',
          404: 'NotFound',
          409: 'MailNotPossible',
          422: 'MailNotSent',
          503: 'NotPrinted',
        }),
      },
    },
  };
}

function exported(): Response {
  const file = { schema: { type: 'string', format: 'binary' } } as const;
  return {
    description: 'The document, or what is kept of the mail',
    headers: {
      'Content-Disposition': {
        description: 'A name for the file: the code of the document',
        schema: { type: 'string' },
      },
    },
    content: {
      'application/pdf': file,
      'text/csv': { schema: { type: 'string' } },
      'application/octet-stream': file,
      'application/json': {
        schema: {
          type: 'object',
          required: ['ok', 'data'],
          properties: {
            ok: { type: 'string', description: 'What was done' },
            data: ref('schemas', 'EmailSent'),
            sent: {
              type: 'array',
              items: ref('schemas', 'EmailSent'),
              description: 'Of several addressees: all of them, `data` being the first',
            },
            rejected: {
              type: 'array',
              items: { type: 'string' },
              description: 'Addresses that the mail server refused, where it took others',
            },
          },
        },
      },
    },
  };
}

function parameter(name: string, description: string, schema: Parameter['schema']): Parameter {
  return { name, in: 'query', description, schema };
}
