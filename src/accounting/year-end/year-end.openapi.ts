import type { OpenApiPart } from '../../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type Parameter,
  type PathItem,
  type RequestBody,
  type Schema,
  type SchemaType,
} from '../../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS, encodings } from '../../kernel/openapi/request-bodies.js';
import { refusal, refusals, UNREADABLE_BODY, written } from '../../kernel/openapi/responses.js';

const TAG = 'year-end';
const SWITCH: readonly SchemaType[] = ['boolean', 'integer', 'string'];

const TAG_TEXT = `
What ends periods: closing and opening of fiscal years, settlement of the VAT. Each request is one
transaction: it is done as a whole or nothing is changed. A field that a route does not have is
refused with 400. A key without full access needs POST permission under the name of the route.
`.trim();

const CLOSE_TEXT = `
Closes a fiscal year in one transaction:

1. every invoice with a total must have its accounting entry;
2. editable invoices get the first status that allows no changes and generates no document;
3. **regularisation** (\`R\`, last day): groups 6 and 7 are reversed, the difference goes to the
   account of the result (PYG);
4. **closing** (\`C\`, last day): all other accounts are reversed;
5. **opening** (\`A\`, first day of the next year, which is made where there is none): the same
   balances, the result on that of earlier years (PREVIO, PRENEG). Ledger accounts that the next
   year lacks are copied;
6. the year becomes \`CERRADO\`.

One entry of each kind for each \`canal\`; entries of an earlier closing are replaced. It is refused
while groups 8 and 9, or any other that is not closed, have a balance, and while the entries do not
balance. In a year without ledger accounts only steps 2 and 6 are done.
`.trim();

const REOPEN_TEXT = `
Makes a fiscal year \`ABIERTO\` again and, unless told otherwise, removes the entry that opened the
next year and those that closed and regularised this one. Locked invoices stay locked.
`.trim();

const SETTLE_TEXT = `
Posts the settlement of a VAT period (\`regularizacionimpuestos\`): the balances that the period
left on the accounts of output (IVAREP) and input VAT (IVASOP) are reversed, and the difference goes
to what is to be paid (\`codsubcuentaacr\`) or to be recovered (\`codsubcuentadeu\`). The period gets
\`idasiento\` and \`fechaasiento\`; an earlier settlement of it is replaced. While \`bloquear\` locks
the period, nothing can be posted in it: settle first, lock then.
`.trim();

/** The routes that end fiscal years and VAT periods. */
export const YEAR_END_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: {
    '/cerrarEjercicio/{codejercicio}': ofYear({
      ...labels('cerrarEjercicio', 'Close a fiscal year', CLOSE_TEXT),
      requestBody: body(
        'How to close',
        { copiarsubcuentas: true },
        {
          iddiariocierre: { type: 'integer', description: 'Journal of R and C; none when absent' },
          iddiarioapertura: { type: 'integer', description: 'Journal of A; none when absent' },
          copiarsubcuentas: {
            type: SWITCH,
            description:
              'Copy the whole chart into the next year, not only what has a balance; no when absent',
          },
        },
      ),
    }),
    '/abrirEjercicio/{codejercicio}': ofYear({
      ...labels('abrirEjercicio', 'Open a closed fiscal year again', REOPEN_TEXT),
      requestBody: body(
        'What to remove',
        { borrarapertura: true, borrarcierre: true },
        {
          borrarapertura: { type: SWITCH, description: 'Remove A of next year; yes when absent' },
          borrarcierre: { type: SWITCH, description: 'Remove C and R; yes when absent' },
        },
      ),
    }),
    '/liquidarImpuestos/{idregiva}': settlement(),
  },
  isUnlisted: true,
  responses: {
    YearEndDone: written('Done', {
      type: 'object',
      required: ['ok', 'data', 'asientos', 'facturasbloqueadas'],
      properties: {
        ok: { type: 'string', description: 'What was done' },
        data: ref('schemas', 'Ejercicio'),
        asientos: entries('The entries that were made or, by an opening, removed'),
        facturasbloqueadas: { type: 'integer', description: 'Invoices that were locked' },
      },
    }),
    ...refused(),
  },
};

function ofYear(operation: Omit<Operation, 'responses'>): PathItem {
  const parameter: Parameter = {
    name: 'codejercicio',
    in: 'path',
    required: true,
    description: 'Code of the fiscal year',
    schema: { type: 'string' },
    example: '2034',
  };
  const responses = {
    200: ref('responses', 'YearEndDone'),
    ...refusals({ 400: 'YearEndRefused', 404: 'NotFound', ...BODY_REFUSALS }),
  };
  return { parameters: [parameter], post: { ...operation, responses } };
}

function settlement(): PathItem {
  const parameter: Parameter = {
    name: 'idregiva',
    in: 'path',
    required: true,
    description: 'Internal number of the VAT period',
    schema: { type: 'integer' },
    example: 1,
  };
  const post: Operation = {
    ...labels('liquidarImpuestos', 'Settle a VAT period', SETTLE_TEXT),
    requestBody: body(
      'When and where to post',
      { fechaasiento: '31-03-2034' },
      {
        fechaasiento: { type: 'string', description: 'Day of the entry; the last of the period' },
        iddiario: { type: 'integer', description: 'Journal of the entry; none when absent' },
      },
    ),
    responses: {
      200: written('Done', {
        type: 'object',
        required: ['ok', 'data', 'asientos'],
        properties: {
          ok: { type: 'string', description: 'What was done' },
          data: ref('schemas', 'RegularizacionImpuesto'),
          asientos: entries('The settlement'),
        },
      }),
      ...refusals({ 400: 'VatSettlementRefused', 404: 'NotFound', ...BODY_REFUSALS }),
    },
  };
  return { parameters: [parameter], post };
}

function refused(): OpenApiPart['responses'] {
  const codes = ['record-save-error', 'invalid-parameters', ...UNREADABLE_BODY];
  return {
    YearEndRefused: refusal(
      'Nothing was changed; `details` says why: an invoice without entry, entries or groups that ' +
        'are not balanced, an account that lacks, a closed year, a locked VAT period',
      codes,
    ),
    VatSettlementRefused: refusal(
      'Nothing was changed; `details` says why: nothing to settle, an account that lacks, a ' +
        'closed year, a locked VAT period',
      codes,
    ),
  };
}

function labels(operationId: string, summary: string, description: string) {
  return { tags: [TAG], summary, operationId, description };
}

function body(
  description: string,
  example: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, Schema>>,
): RequestBody {
  const schema: Schema = { type: 'object', properties };
  return { required: false, description, content: encodings({ schema, example }) };
}

function entries(description: string): Schema {
  return { type: 'array', description, items: ref('schemas', 'Asiento') };
}
