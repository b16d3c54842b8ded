import type { Schema } from '../../kernel/openapi/openapi-types.js';

/** What the document says of one report. */
interface ReportShape {
  readonly summary: string;
  readonly description: string;
  /** Members of its JSON beside those that all have. */
  readonly members: Readonly<Record<string, Schema>>;
  /** What its CSV holds. */
  readonly csv: string;
}

const AMOUNT: Schema = { type: 'number' };
const TEXT: Schema = { type: ['string', 'null'] };
const CODE: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'integer' };
const OPTIONAL: Schema = { type: ['integer', 'null'] };

const VAT_TEXT = `
Invoices belong to the period of the day of their entry, that of accrual. The lines of VAT of the
entry say base and amounts; where the buyer owes the VAT, each book shows its own side. There is a
row for each rate of an invoice, and \`total\` is that of the whole invoice in each of them.

\`sinasiento\` lists those that were never posted, such as one whose discount is the whole, with the sums that they have
themselves: no total counts them. In CSV they come last and \`asiento\` is empty. With both \`desde\`
and \`hasta\` and without \`codejercicio\` the period may reach beyond a fiscal year.
`.trim();

const SUMS = { apertura: AMOUNT, debe: AMOUNT, haber: AMOUNT, saldo: AMOUNT };

const INVOICE: Schema = rows({
  ...{ fecha: CODE, fechaoperacion: CODE, codserie: CODE, numero: CODE, codigo: CODE },
  ...{ referencia: TEXT, nombre: TEXT, cifnif: TEXT, operacion: TEXT, rectificada: TEXT },
  ...{ base: AMOUNT, iva: { type: ['number', 'null'] }, cuota: AMOUNT },
  ...{ recargo: { type: ['number', 'null'] }, cuotarecargo: AMOUNT, total: AMOUNT },
  asiento: { type: ['integer', 'null'], description: 'Number of the entry in its fiscal year' },
  idfactura: NUMBER,
});

const VAT_MEMBERS = {
  facturas: INVOICE,
  sinasiento: INVOICE,
  tipos: rows({
    ...{ base: AMOUNT, iva: { type: ['number', 'null'] }, cuota: AMOUNT },
    ...{ recargo: AMOUNT, cuotarecargo: AMOUNT },
  }),
  totales: object({
    ...{ base: AMOUNT, cuota: AMOUNT, cuotarecargo: AMOUNT, facturas: NUMBER, sinasiento: NUMBER },
  }),
} as const;

const ACCOUNT_TREE = rows({
  seccion: CODE,
  codigo: CODE,
  descripcion: CODE,
  subcuenta: { type: 'boolean', description: 'Whether it is a ledger account' },
  importe: AMOUNT,
});

/** By the last part of their addresses. */
export const REPORT_SHAPES: Readonly<Record<string, ReportShape>> = {
  sumasysaldos: {
    summary: 'Trial balance',
    description:
      'Opening balance, debit, credit and balance of every ledger account with movements and of ' +
      'the accounts above them (Código de Comercio, art. 28.1). `apertura` is what the opening ' +
      'entry and the days before `desde` left; a positive balance is debit. Add up the ledger ' +
      'accounts (`subcuenta`) only: accounts hold what is below them.',
    members: {
      cuentas: rows({
        ...{ codigo: CODE, descripcion: CODE, subcuenta: { type: 'boolean' }, ...SUMS },
      }),
      totales: object(SUMS),
    },
    csv: 'The rows of `cuentas`',
  },
  mayor: {
    summary: 'Ledger with running balances',
    description:
      'The lines of one ledger account, or of all in the order of their codes, with the balance ' +
      'after each. Where there is a balance before `desde`, a row without date shows it first. ' +
      'All entries count.',
    members: {
      partidas: rows({
        ...{ codsubcuenta: CODE, descripcion: CODE, fecha: TEXT, numero: OPTIONAL },
        ...{ idasiento: OPTIONAL, idpartida: OPTIONAL, operacion: TEXT, concepto: TEXT },
        ...{ documento: TEXT, codcontrapartida: TEXT, debe: AMOUNT, haber: AMOUNT, saldo: AMOUNT },
      }),
      subcuentas: rows({ codsubcuenta: CODE, descripcion: CODE, ...SUMS }),
      totales: object(SUMS),
    },
    csv: 'The rows of `partidas`',
  },
  balance: {
    summary: 'Balance sheet',
    description:
      'What the accounts hold at the end of `hasta`, as trees of assets (`activo`), equity ' +
      '(`patrimonioneto`) and liabilities (`pasivo`): groups 1 to 5, with codes of three digits ' +
      'unless `nivel` says otherwise. Balances of groups 4 and 5 stand where their sign says, so ' +
      'that nothing is set off. `resultado`, income less expense of the year so far, is part of ' +
      '`patrimonioneto` and on no account; the entries that regularise and close the year do not ' +
      'count. `diferencia` is 0 unless entries do not balance. A working paper by the codes of ' +
      'the Spanish chart (RD 1515/2007), not the official model.',
    members: {
      cuentas: ACCOUNT_TREE,
      totales: object({
        ...{ activo: AMOUNT, patrimonioneto: AMOUNT, pasivo: AMOUNT },
        ...{ resultado: AMOUNT, diferencia: AMOUNT },
      }),
    },
    csv: 'The rows of `cuentas`',
  },
  resultados: {
    summary: 'Profit and loss',
    description:
      'Income (positive) and expense (negative) of the period, groups 7 and 6, as trees of the ' +
      'operating result (`explotacion`), the financial one (`financiero`) and the tax on profits ' +
      '(`impuesto`). The entry that regularises the year does not count. A working paper by the ' +
      'codes of the Spanish chart (RD 1515/2007), not the official model.',
    members: {
      cuentas: ACCOUNT_TREE,
      totales: object({
        ...{ explotacion: AMOUNT, financiero: AMOUNT, antesdeimpuestos: AMOUNT },
        ...{ impuesto: AMOUNT, resultado: AMOUNT },
      }),
    },
    csv: 'The rows of `cuentas`',
  },
  ivarepercutido: {
    summary: 'Book of issued invoices',
    description: `The book of RD 1624/1992, art. 63.\n\n${VAT_TEXT}`,
    members: VAT_MEMBERS,
    csv: 'The rows of `facturas`, then those of `sinasiento`',
  },
  ivasoportado: {
    summary: 'Book of received invoices',
    description:
      'The book of RD 1624/1992, art. 64: `codigo` is the number of reception, `referencia` that ' +
      `of the supplier.\n\n${VAT_TEXT}`,
    members: VAT_MEMBERS,
    csv: 'The rows of `facturas`, then those of `sinasiento`',
  },
  descuadres: {
    summary: 'Entries that do not balance',
    description:
      'Lines are written one by one through `partidas`, so that nothing keeps an entry from being ' +
      'left unbalanced: here they are.',
    members: {
      asientos: rows({
        ...{ fecha: CODE, numero: NUMBER, idasiento: NUMBER, concepto: TEXT, documento: TEXT },
        ...{ debe: AMOUNT, haber: AMOUNT, diferencia: AMOUNT },
      }),
      totales: object({ asientos: NUMBER }),
    },
    csv: 'The rows of `asientos`',
  },
};

function rows(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'array', items: object(properties) };
}

function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties };
}
