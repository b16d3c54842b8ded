import type { OpenApiPart } from '../../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type PathItem,
  type RequestBody,
  type Response,
  type Schema,
} from '../../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS, encodings } from '../../kernel/openapi/request-bodies.js';
import { refusal, refusals, UNREADABLE_BODY } from '../../kernel/openapi/responses.js';
import { SIDES, type ReceiptSide } from '../receipts/receipt-side.js';

const TAG = 'payments';
const BODY = 'PayInvoice';

const TAG_TEXT = `
Invoices marked as paid or unpaid as a whole, in one request and one transaction. To pay in part,
or on several days, write the receipts of the invoice (\`reciboclientes\`, \`reciboproveedores\`;
\`expand=recibos\` shows them with the invoice): an invoice is paid when its paid receipts cover it.

A key without full access needs a permission under the name of the route, such as
\`pagarFacturaCliente\`.
`.trim();

const DESCRIPTION = `
- **Paid**: every receipt that is unpaid becomes paid, with a payment and its journal entry.
- **Unpaid**: every receipt that is paid becomes unpaid, with a payment of today that takes the
  money back, and its journal entry; the payments that there were stay.
- An invoice that is locked can be paid too. One that is in the wanted state already stays as it
  is. One that is paid in part counts as unpaid.
`.trim();

const PROPERTIES: Readonly<Record<string, Schema>> = {
  pagada: {
    type: ['boolean', 'integer', 'string'],
    description: 'No for `0`, `false`, `no`, `off` and an empty text; anything else is yes',
  },
  fechapago: {
    type: ['string', 'null'],
    description: 'Date of the payments, today by default; means nothing when taking back',
    examples: ['22-11-2026'],
  },
  codpago: {
    type: ['string', 'null'],
    maxLength: 10,
    description:
      'Payment method of the receipts from now on, by default their own; that of the invoice ' +
      'stays. Means nothing when taking back',
  },
};

/** The routes that pay an invoice. */
export const PAYMENTS_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: Object.fromEntries(SIDES.map((side) => [`/pagar${modelOf(side)}/{id}`, payment(side)])),
  requestBodies: { [BODY]: body() },
  responses: refusalsOf(),
};

function payment(side: ReceiptSide): PathItem {
  const model = modelOf(side);
  const operation: Operation = {
    tags: [TAG],
    summary: `Mark a ${side.name} invoice as paid or unpaid`,
    operationId: `pagar${model}`,
    description: DESCRIPTION,
    requestBody: ref('requestBodies', BODY),
    responses: {
      200: ref('responses', `${model}Saved`),
      ...refusals({
        400: 'PaymentUnreadable',
        404: side.name === 'sales' ? 'NotFound' : 'SupplierInvoiceNotFound',
        405: 'PaymentWrongMethod',
        422: 'PaymentNotSaved',
        ...BODY_REFUSALS,
      }),
    },
  };
  return {
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'Internal number of the invoice (`idfactura`)',
        schema: { type: 'integer' },
        example: 1,
      },
    ],
    post: operation,
    put: {
      ...operation,
      summary: `${operation.summary} (same as POST)`,
      operationId: `${operation.operationId}Put`,
      description: 'Means the same as POST.',
    },
  };
}

function body(): RequestBody {
  const schema: Schema = { type: 'object', required: ['pagada'], properties: PROPERTIES };
  const form = { schema, example: { pagada: '1' } };
  const json = { schema, example: { pagada: true } };
  return {
    required: true,
    description: 'The wanted state. Other fields mean nothing, and a header names them.',
    content: encodings(json, form),
  };
}

function refusalsOf(): Record<string, Response> {
  return {
    PaymentUnreadable: refusal(
      'The body can not be understood, or lacks the wanted state',
      ['missing-pagada-parameter', ...UNREADABLE_BODY],
      { sample: { text: 'missing-pagada-parameter' } },
    ),
    SupplierInvoiceNotFound: refusal('There is no such invoice', ['invoice-not-found'], {
      sample: { text: 'invoice-not-found' },
    }),
    PaymentWrongMethod: refusal(
      'The path is answered, but not to this method',
      ['method-not-allowed'],
      { sample: { text: 'method-not-allowed' } },
    ),
    PaymentNotSaved: refusal(
      'A receipt or a payment can not be saved; or the `Idempotency-Key` was sent with another ' +
        'request. Nothing was changed',
      ['record-save-error', 'idempotency-key-reused'],
      {
        sample: {
          text: 'The record could not be saved - Field codpago: there is no NO',
          details: [
            {
              field: 'codpago',
              code: 'reference-not-found',
              message: 'Field codpago: there is no NO',
            },
          ],
        },
      },
    ),
  };
}

/** The name of the invoices of a side, as routes and schemas have it. */
function modelOf({ name }: ReceiptSide): string {
  return name === 'sales' ? 'FacturaCliente' : 'FacturaProveedor';
}
