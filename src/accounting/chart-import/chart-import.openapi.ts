import type { OpenApiPart } from '../../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type Parameter,
  type RequestBody,
  type Response,
  type Schema,
} from '../../kernel/openapi/openapi-types.js';
import { BODY_REFUSALS } from '../../kernel/openapi/request-bodies.js';
import { refusal, refusals, UNREADABLE_BODY, written } from '../../kernel/openapi/responses.js';

const TAG = 'importarPlanContable';

const TEXT = `
Fills a fiscal year that has no chart of accounts with that of a CSV file, in one transaction.

- **File**: UTF-8, with a header row or without (a first row whose code begins with a digit is one of
  the chart), semicolons or commas between code, description and special account (which may be
  empty, or lack). Rows without a code are skipped; of a code that comes twice the
  last row counts.
- **Accounts and ledger accounts**: the longest codes of the file are the ledger accounts, all
  others accounts. The account above each is the longest other code of the file that it begins with.
- **Length**: with \`longsubcuenta\` the codes of ledger accounts get that length: the longest run of
  zeros after the code of the account grows or shrinks. The fiscal year takes the length of its
  ledger accounts from the import.

A key without full access needs POST permission for \`importarPlanContable\`.
`.trim();

const LENGTH: Schema = {
  type: 'integer',
  minimum: 4,
  description: 'Length of the codes of ledger accounts; that of the file when absent',
};
const CSV: Schema = { type: 'string', description: 'The text of the file' };
/** The smallest chart: a group, an account and a ledger account. */
const EXAMPLE = { csv: 'code;description\n5;Financial\n570;Cash\n5700000000;Till' };

const YEAR: Parameter = {
  name: 'codejercicio',
  in: 'path',
  required: true,
  description: 'Code of the fiscal year',
  schema: { type: 'string' },
  example: '2034',
};

/** The route that imports charts of accounts. */
export const CHART_IMPORT_PART: OpenApiPart = {
  tags: [{ name: TAG, description: 'Import of a chart of accounts.' }],
  paths: { [`/${TAG}/{codejercicio}`]: { parameters: [YEAR], post: importing() } },
  isUnlisted: true,
  responses: {
    ChartRefused: refusal(
      'Nothing was imported; `details` names the line of the file, or says that the year has a ' +
        'chart already or is closed',
      ['record-save-error', 'invalid-parameters', ...UNREADABLE_BODY],
    ),
  },
};

function importing(): Operation {
  return {
    tags: [TAG],
    summary: 'Import a chart of accounts',
    operationId: TAG,
    description: TEXT,
    requestBody: body(),
    responses: {
      200: done(),
      ...refusals({ 400: 'ChartRefused', 404: 'NotFound', ...BODY_REFUSALS }),
    },
  };
}

function body(): RequestBody {
  const fields: Schema = {
    type: 'object',
    required: ['csv'],
    properties: { csv: CSV, longsubcuenta: LENGTH },
  };
  const form: Schema = {
    type: 'object',
    properties: {
      archivo: { type: 'string', format: 'binary', description: 'The file; any name will do' },
      csv: CSV,
      longsubcuenta: LENGTH,
    },
  };
  return {
    required: true,
    description: 'The file, as a part of a form or as a field',
    content: {
      'multipart/form-data': { schema: form, example: EXAMPLE },
      'application/json': { schema: fields, example: EXAMPLE },
      'application/x-www-form-urlencoded': { schema: fields, example: EXAMPLE },
    },
  };
}

function done(): Response {
  return written('Done', {
    type: 'object',
    required: ['ok', 'data', 'cuentas', 'subcuentas'],
    properties: {
      ok: { type: 'string', description: 'What was done' },
      data: ref('schemas', 'Ejercicio'),
      cuentas: { type: 'integer', description: 'Accounts that were made' },
      subcuentas: { type: 'integer', description: 'Ledger accounts that were made' },
    },
  });
}
