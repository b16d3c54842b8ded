import { fieldNames } from '../../kernel/http/routes/dto.js';
import type { OpenApiPart } from '../../kernel/openapi/openapi-part.js';
import type {
  Operation,
  Parameter,
  PathItem,
  Response,
  Schema,
} from '../../kernel/openapi/openapi-types.js';
import { refusal, refusals, UNREADABLE } from '../../kernel/openapi/responses.js';
import { REPORTS } from './reports.service.js';
import { FORMAT, LOCALE, MEDIA_TYPES } from '../../models/index.js';
import type { ReportKind } from './report.js';
import { REPORT_SHAPES } from './report-shapes.openapi.js';

const TAG = 'informes';
const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';

const TAG_TEXT = `
Reports of the books, as JSON or as a file: CSV with \`format=csv\` or \`Accept: text/csv\`, written as
lists are, or an XLSX workbook with \`format=xlsx\` or its type in \`Accept\`. They only read. Amounts are in the currency of the books.

A report is about one fiscal year: the one of \`codejercicio\`, else that of \`hasta\` or \`desde\`,
else the present one of the company. A parameter that a report does not have is refused with 400.

A key without full access needs GET permission for \`informes\`, which is for all of them.
`.trim();

const PARAMETERS: Readonly<Record<string, Omit<Parameter, 'name' | 'in'>>> = {
  codejercicio: { description: 'Fiscal year', schema: { type: 'string', maxLength: 4 } },
  idempresa: {
    description: 'Company; without it that of the fiscal year, or the default one',
    schema: { type: 'integer', minimum: 1 },
  },
  desde: { description: 'First day; that of the fiscal year when absent', schema: day() },
  hasta: { description: 'Last day; that of the fiscal year when absent', schema: day() },
  nivel: {
    description: 'Most characters of the codes to show: 1 groups, 3 accounts of three digits …',
    schema: { type: 'integer', minimum: 1 },
  },
  cierre: {
    description: 'Count the entries that regularise and close the year too; no when absent',
    schema: { type: ['boolean', 'integer', 'string'] },
  },
  [FORMAT]: {
    description: 'How the report is written, whatever `Accept` says',
    schema: { type: 'string', enum: ['json', 'csv', 'xlsx'] },
  },
  [LOCALE]: {
    description: 'Language whose decimal sign CSV has, such as `en`; else that of the server',
    schema: { type: 'string' },
  },
  codsubcuenta: {
    description: 'Ledger account; a dot stands for zeros, as in `572.1`. All of them when absent',
    schema: { type: 'string' },
  },
};

/** The reports, with the shapes that `report-shapes.openapi.ts` tells. */
export const REPORTS_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: Object.fromEntries(REPORTS.map((kind) => [`/${TAG}/${kind.name}`, pathOf(kind)] as const)),
  isUnlisted: true,
  responses: {
    ReportRefused: refusal(
      'A parameter that there is not, or a value that it can not have; `details` names it',
      ['invalid-format', 'invalid-parameters', ...UNREADABLE],
    ),
  },
};

function pathOf(kind: ReportKind): PathItem {
  const { summary, description } = REPORT_SHAPES[kind.name] ?? { summary: '', description: '' };
  const get: Operation = {
    tags: [TAG],
    summary,
    operationId: `${TAG}_${kind.name}`,
    description,
    parameters: [...fieldNames(kind.fields), FORMAT, LOCALE].map((name) => ({
      name,
      in: 'query',
      ...(PARAMETERS[name] ?? { description: '', schema: {} }),
    })),
    responses: { 200: answered(kind), ...refusals({ 400: 'ReportRefused' }) },
  };
  return { get };
}

function answered({ name }: ReportKind): Response {
  const shape = REPORT_SHAPES[name];
  const schema: Schema = {
    type: 'object',
    required: ['informe', 'idempresa', 'codejercicio', 'desde', 'hasta'],
    properties: {
      informe: { const: name },
      idempresa: { type: 'integer' },
      codejercicio: { type: ['string', 'null'], description: 'Null where only days were given' },
      desde: { type: 'string', description: 'DD-MM-YYYY' },
      hasta: { type: 'string', description: 'DD-MM-YYYY' },
      ...shape?.members,
    },
  };
  return {
    description: 'The report',
    headers: {
      'Content-Disposition': {
        description: 'A name for the file, of CSV and XLSX',
        schema: { type: 'string' },
      },
    },
    content: {
      [JSON_TYPE]: { schema },
      [CSV_TYPE]: { schema: { type: 'string', description: shape?.csv ?? '' } },
      [MEDIA_TYPES.xlsx]: { schema: { type: 'string', format: 'binary' } },
    },
  };
}

function day(): Schema {
  return { type: 'string', description: 'DD-MM-YYYY or YYYY-MM-DD' };
}
