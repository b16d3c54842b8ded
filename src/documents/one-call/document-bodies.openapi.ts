import {
  ref,
  type RequestBody,
  type Schema,
  type SchemaType,
} from '../../kernel/openapi/openapi-types.js';
import { encodings } from '../../kernel/openapi/request-bodies.js';
import type { Side } from '../../parties/index.js';
import { DERIVED } from './document-input.js';
import type { DocumentKind } from '../kinds/document-kind.js';
import type { LineRequest } from '../writing/line-request.js';
import { PRINT_FLAGS } from '../writing/line-values.js';

type Sample = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, Schema>>;

const EMPTY = 'Absent or null leaves the line as it is';
const NUMBER: readonly SchemaType[] = ['number', 'string', 'null'];
const TEXT: readonly SchemaType[] = ['string', 'number', 'null'];
const SWITCH: readonly SchemaType[] = ['boolean', 'number', 'string', 'null'];

/** Every member of a line, in the order in which `LineRequest` declares them. */
const LINE_MEMBERS: Readonly<Record<keyof LineRequest, Schema>> = {
  idlinea: {
    type: ['integer', 'string', 'null'],
    description:
      'Only when a document is edited: the line of this document to change. Without it, or with ' +
      'that of another document, the line is a new one',
  },
  referencia: {
    type: TEXT,
    maxLength: 30,
    description:
      'Only for new lines: reference or bar code of a variant, which gives the line its text, ' +
      'price, tax and cost. A text that no variant has stays as a free reference',
  },
  cantidad: {
    type: NUMBER,
    description: 'Units, 1 in a new line; negative for goods that come back',
  },
  descripcion: {
    type: TEXT,
    description: 'Text of the line; without it that of the product',
  },
  pvpunitario: {
    type: NUMBER,
    description:
      'Price of one unit without tax, in the currency of the document; without it that of the ' +
      'product for this customer or supplier',
  },
  dtopor: { type: NUMBER, description: 'First discount, in percent; none in a new line' },
  dtopor2: {
    type: NUMBER,
    description: 'Second discount, in percent, after the first; none in a new line',
  },
  irpf: {
    type: NUMBER,
    description: 'Withholding, in percent; a new line has that of the document',
  },
  coste: { type: NUMBER, description: 'Cost of one unit; without it that of the product' },
  orden: {
    type: ['integer', 'string', 'null'],
    description:
      'Position, 0 in a new line: those with higher ones come first, equal ones as they were made',
  },
  codimpuesto: {
    type: TEXT,
    maxLength: 10,
    description:
      'Tax, one of `impuestos`, whose rates the line takes over; an empty text or the text ' +
      '`null` for an untaxed line. A new line has the tax of its product, else the usual one',
  },
  excepcioniva: {
    type: TEXT,
    maxLength: 20,
    description:
      'Reason for a VAT exemption; the text `null` for none. A new line has that of its product, ' +
      'else that of the customer or supplier',
  },
  suplido: {
    type: SWITCH,
    description:
      'Whether the line is a disbursement: untaxed and outside of the net amount; no in a new line',
  },
  mostrar_cantidad: {
    type: SWITCH,
    description: 'Whether its quantity is printed; yes in a new line',
  },
  mostrar_precio: { type: SWITCH, description: 'Whether its price is printed; yes in a new line' },
  salto_pagina: { type: SWITCH, description: 'Whether a new page follows it; no in a new line' },
};

const SALES_ONLY: ReadonlySet<string> = new Set(['coste', ...PRINT_FLAGS]);
const FIRST_LINES = [
  { descripcion: 'Oak desk', cantidad: 2, pvpunitario: 149.9, dtopor: 10 },
  { descripcion: 'Delivery', pvpunitario: 25 },
];
/** After every invoice of the series, whenever the example is sent. */
const LATER = '31-12-2035';
const EDITED_LINES = [
  { idlinea: 1, cantidad: 3 },
  { descripcion: 'Assembly', cantidad: 1.5, pvpunitario: 40 },
];
const LINES_AS_TEXT =
  'The same list as JSON text, `[{"descripcion": …}, …]`; fields such as `lineas[0][cantidad]` ' +
  'are read too';

const HEADER: Properties = {
  fecha: { description: 'Date; its fiscal year is made when there is none, and must be open' },
  codalmacen: { description: 'Warehouse whose stock moves; its company is that of the document' },
  coddivisa: { description: 'Currency; its present rate is taken unless `tasaconv` is sent too' },
};
const PAID: Properties = {
  pagada: {
    description:
      '1 or true pays all receipts of the invoice once it is saved; else it follows from them',
  },
};
const CREATED: Properties = {
  ...HEADER,
  hora: { description: 'Time of day; the present one when absent' },
  idestado: {
    description:
      'Status to end in, an active one of this kind of document, with all that entering it brings ' +
      'about. Without it the document has the status in which its kind starts',
  },
};
const EDITED: Properties = {
  ...HEADER,
  codalmacen: { description: 'Can not change; the present one is accepted' },
  hora: { description: 'Time of day; only together with `fecha`' },
  idestado: {
    description:
      'New status, only while the document is locked. To change the status of an editable ' +
      'document PUT it to its own resource',
  },
};

/** The line of a request, by side. */
export function lineSchemas(): Record<string, Schema> {
  return {
    [lineName('sales')]: lineSchema('sales'),
    [lineName('purchase')]: lineSchema('purchase'),
  };
}

function lineName(side: Side): string {
  return side === 'sales' ? 'SalesLineRequest' : 'PurchaseLineRequest';
}

function lineSchema(side: Side): Schema {
  const members = Object.entries(LINE_MEMBERS).filter(
    ([name]) => side === 'sales' || !SALES_ONLY.has(name),
  );
  return {
    type: 'object',
    description:
      `A line of a ${side} document. ${EMPTY}, or as new lines are. Numbers may come as texts ` +
      'that begin with one; yes and no as `true`, `false`, `1`, `0`, `yes`, `on`. Other members ' +
      'mean nothing: amounts and tax rates are calculated',
    examples: [FIRST_LINES[0]],
    properties: Object.fromEntries(members),
  };
}

/** The body of `crear*` or `editar*` of one kind, in the three encodings. */
export function documentBody(verb: 'crear' | 'editar', kind: DocumentKind): RequestBody {
  const isNew = verb === 'crear';
  const { subjectColumn, stage, side, name } = kind;
  const own: Properties = {
    [subjectColumn]: {
      description: isNew
        ? `The ${side === 'sales' ? 'customer' : 'supplier'}, who gives the document their name, ` +
          'tax number, address, payment method, series and withholding'
        : 'Can not change; the present one is accepted',
    },
    ...(isNew ? CREATED : EDITED),
    ...(stage === 'invoice' && PAID),
  };
  const list: Schema = { type: 'array', items: ref('schemas', lineName(side)) };
  const required = isNew ? [subjectColumn, 'lineas'] : [];
  const schema = (lineas: Schema): Schema => ({
    allOf: [ref('schemas', `${name}Input`)],
    required,
    properties: { ...own, lineas },
  });
  const asText = { type: 'string', contentMediaType: 'application/json' } as const;
  const lines = isNew ? FIRST_LINES : EDITED_LINES;
  const sample = isNew ? { [subjectColumn]: '1' } : { observaciones: 'Ring twice' };
  return {
    required: true,
    description: `The columns of the document and its \`lineas\`. ${ignored()}`,
    content: encodings(
      {
        schema: schema({ ...list, description: 'The lines in their order; `[]` for none' }),
        example: { ...sample, lineas: lines },
      },
      {
        schema: schema({ ...asText, contentSchema: list, description: LINES_AS_TEXT }),
        example: { ...sample, lineas: JSON.stringify(lines) },
      },
    ),
  };
}

/** The body of a refund. */
export function refundBody(): RequestBody {
  const text: readonly SchemaType[] = ['string', 'null'];
  const schema: Schema = {
    type: 'object',
    required: ['idfactura', 'fecha'],
    properties: {
      idfactura: { type: ['integer', 'string'], description: 'The invoice to refund' },
      fecha: { type: 'string', description: 'Date of the refund', examples: [LATER] },
      hora: { type: text, description: 'Its time of day; the present one when absent' },
      codserie: {
        type: text,
        maxLength: 4,
        description: 'Its series; that of the invoice when absent',
      },
      observaciones: { type: text, description: 'Notes about it' },
      nick: { type: text, maxLength: 50, description: 'The user who makes it' },
      idestado: {
        type: ['integer', 'string', 'null'],
        description: 'Its status; that of the invoice, once locked, when absent',
      },
    },
    patternProperties: {
      '^refund_\\d+$': {
        type: ['number', 'string'],
        minimum: 0,
        description: '`refund_{idlinea}`: how many units of that line of the invoice are refunded',
      },
    },
  };
  const sample = { idfactura: 1, fecha: LATER, observaciones: 'One desk came back' };
  return {
    required: true,
    description: 'The invoice, the date, and what is refunded. Other fields mean nothing.',
    content: encodings(
      { schema, example: { ...sample, refund_1: 1 } },
      { schema, example: asTexts({ ...sample, refund_1: 1 }) },
    ),
  };
}

function ignored(): string {
  const names = [...DERIVED].map((name) => `\`${name}\``).join(', ');
  return `The key of the document, and what the server derives, is not taken: ${names}.`;
}

function asTexts(sample: Sample): Sample {
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, String(value)]));
}
