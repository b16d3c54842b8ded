import type { OpenApiPart } from '../../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type PathItem,
  type Response,
} from '../../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS } from '../../kernel/openapi/request-bodies.js';
import { refusals, written } from '../../kernel/openapi/responses.js';
import { documentBody, lineSchemas, refundBody } from './document-bodies.openapi.js';
import { DOCUMENT_KINDS, kindOf, type DocumentKind } from '../kinds/document-kind.js';
import { CustomerInvoice } from '../kinds/sales-document.entity.js';
import { documentRefusals } from './document-refusals.openapi.js';

type Verb = 'crear' | 'editar';

const TAG = 'documents';
const REFUND = 'crearFacturaRectificativaCliente';
const ANSWERED = 'Done; the document and its lines in their order, as GET requests show them now';

const TAG_TEXT = `
Quotes, orders, delivery notes and invoices, each with all of its lines in one request and one
transaction: everything is stored or nothing is. The server calculates amounts and taxes, numbers
the document and moves stock; what comes back is what was stored. To read, list and delete
documents, or to change the status of an editable one, use their own resources
(\`facturaclientes\` …, with \`expand=lineas\` for the lines).
Fields that mean nothing here are ignored and named in \`X-Ignored-Fields\`.

A key without full access needs a permission under the name of the route, such as
\`crearFacturaCliente\`.
`.trim();

const TAKES_OUT =
  'takes the goods out, and is refused where they lack and the product is not sold without stock';
/** What a document does to stock in the status in which its kind starts, as installed. */
const STOCK_EFFECTS = {
  sales: {
    quote: 'a quote moves nothing',
    order: 'an order reserves the goods',
    'delivery note': `a delivery note ${TAKES_OUT}`,
    invoice: `an invoice ${TAKES_OUT}`,
  },
  purchase: {
    quote: 'a quote moves nothing',
    order: 'an order announces the goods',
    'delivery note': 'a delivery note brings the goods in',
    invoice: 'an invoice brings the goods in',
  },
} as const;

const REFUND_TEXT = `
Makes a new invoice of negative quantities that corrects an invoice (\`idfacturarect\`,
\`codigorect\`), in one transaction.

- **What is refunded**: for each \`refund_{idlinea}\` above 0 so many units of that line, with its
  price, discounts, taxes and cost. Without any of them the whole invoice. Never more than was sold
  less what earlier refunds took back.
- **The invoice** is final from now on: while it is still editable it takes the first status of
  customer invoices that allows no changes. A refund can not be refunded.
- **Number**: the next one of \`codserie\` in the fiscal year of \`fecha\`. Invoices are numbered in
  the order of their dates: \`fecha\` can not be before that of the last one of the series.
- **Stock**: the goods come back as the status of the refund says.
`.trim();

/** The routes that write a document with its lines in one call. */
export const DOCUMENTS_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: {
    ...Object.fromEntries([
      ...DOCUMENT_KINDS.map((kind) => [`/crear${kind.name}`, creation(kind)]),
      ...DOCUMENT_KINDS.map((kind) => [`/editar${kind.name}/{id}`, edition(kind)]),
    ] as [string, PathItem][]),
    [`/${REFUND}`]: refund(),
  },
  schemas: lineSchemas(),
  requestBodies: {
    ...Object.fromEntries(DOCUMENT_KINDS.flatMap((kind) => bodiesOf(kind))),
    [REFUND]: refundBody(),
  },
  responses: {
    ...Object.fromEntries(DOCUMENT_KINDS.map((kind) => [doneName(kind), done(kind)])),
    ...documentRefusals(),
  },
};

function creation(kind: DocumentKind): PathItem {
  const operation = {
    ...labels(`crear${kind.name}`, `Create a ${nameOf(kind)} with its lines`, creationText(kind)),
    requestBody: ref('requestBodies', `crear${kind.name}`),
    responses: responses(kind, {
      400: 'DocumentUnreadable',
      404: 'DocumentMasterNotFound',
      422: 'DocumentNotCreated',
    }),
  };
  return { post: operation, put: sameAs('POST', operation, 'Put') };
}

function edition(kind: DocumentKind): PathItem {
  const operation = {
    ...labels(`editar${kind.name}`, `Edit a ${nameOf(kind)} and all its lines`, editionText(kind)),
    requestBody: ref('requestBodies', `editar${kind.name}`),
    responses: responses(kind, {
      400: 'DocumentUnreadable',
      404: 'NotFound',
      422: 'DocumentNotEdited',
    }),
  };
  const parameter = {
    name: 'id',
    in: 'path',
    required: true,
    description: `Internal number of the ${kind.stage} (\`${kind.key}\`)`,
    schema: { type: 'integer' },
    example: 1,
  } as const;
  return { parameters: [parameter], put: operation, patch: sameAs('PUT', operation, 'Patch') };
}

function refund(): PathItem {
  const operation = {
    ...labels(REFUND, 'Refund a sales invoice, in full or in part', REFUND_TEXT),
    requestBody: ref('requestBodies', REFUND),
    responses: responses(kindOf(CustomerInvoice), {
      400: 'RefundNotPossible',
      404: 'NotFound',
      422: 'RefundNotSaved',
    }),
  };
  return { post: operation, put: sameAs('POST', operation, 'Put') };
}

function labels(operationId: string, summary: string, description: string) {
  return { tags: [TAG], summary, operationId, description };
}

function sameAs(method: string, operation: Operation, suffix: string): Operation {
  const { operationId, summary } = operation;
  return {
    ...operation,
    operationId: operationId + suffix,
    summary: `${summary} (same as ${method})`,
    description: `Means the same as ${method}.`,
  };
}

function responses(
  kind: DocumentKind,
  own: Readonly<Record<string, string>>,
): Operation['responses'] {
  return {
    200: ref('responses', doneName(kind)),
    ...refusals({ ...own, 405: 'DocumentWrongMethod', ...BODY_REFUSALS }),
  };
}

function bodiesOf(kind: DocumentKind) {
  const verbs: readonly Verb[] = ['crear', 'editar'];
  return verbs.map((verb) => [verb + kind.name, documentBody(verb, kind)] as const);
}

function done(kind: DocumentKind): Response {
  return written(ANSWERED, {
    type: 'object',
    required: ['doc', 'lines'],
    properties: {
      doc: ref('schemas', kind.name),
      lines: { type: 'array', items: ref('schemas', `Linea${kind.name}`) },
    },
  });
}

function doneName({ name }: DocumentKind): string {
  return `${name}WithLines`;
}

function nameOf({ side, stage }: DocumentKind): string {
  return `${side} ${stage}`;
}

function creationText(kind: DocumentKind): string {
  const isSale = kind.side === 'sales';
  const party = isSale ? 'customer' : 'supplier';
  const effect = STOCK_EFFECTS[kind.side][kind.stage];
  return [
    `Creates a ${nameOf(kind)} in one transaction: a refused request leaves nothing behind and ` +
      'uses up no number.',
    '',
    `- **Columns**: the ${party}, the warehouse, the date and the currency give the document its ` +
      'values; then each column that is sent replaces what they gave.',
    `- **Lines**: a \`referencia\` gives the line text, price and taxes of the product for this ` +
      `${party}; then the members that are sent replace them. Amounts are calculated.`,
    `- **Number**: the next one of the series in the fiscal year of \`fecha\`.${numberRule(kind)}`,
    '- **Status**: the one in which documents of this kind start, unless `idestado` names another ' +
      'one: the document enters it at the end, which may lock it or generate the next document.',
    `- **Stock**: lines of products move it as the status says; as installed, ${effect}.`,
    isSale
      ? '- **Risk**: a customer who owes more than `riesgomax` gets no further document (0 is no limit).'
      : '- **Prices**: with the setting `updatesupplierprices` the prices become those of the ' +
        'supplier.',
  ].join('\n');
}

function numberRule({ name }: DocumentKind): string {
  return name === 'FacturaCliente'
    ? ' Invoices are numbered in the order of their dates: one that is dated before the last of ' +
        'its series is refused, and one that fills a gap takes the date of its neighbour.'
    : '';
}

function editionText(kind: DocumentKind): string {
  return [
    `Changes a ${nameOf(kind)} in one transaction: a refused request changes nothing.`,
    '',
    '- **Columns**: those that are sent change. Customer, supplier, company, warehouse and number ' +
      'stay. A `fecha` in another fiscal year, or another `codserie`, gives the document a new ' +
      'number.',
    '- **Lines**: `lineas` is required and is the complete list. With an `idlinea` of this ' +
      'document a line changes, as far as its members are sent; without one it is new; lines that ' +
      'are not in the list are deleted. The same `idlinea` twice is refused.',
    '- **Stock** follows the difference; amounts are calculated anew.',
    '- **A locked document**, whose status allows no changes, takes only `femail`, `numdocs` and ' +
      '`idestado` (which may open it again) and no `lineas`; any other column is refused.',
  ].join('\n');
}
