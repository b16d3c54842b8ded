import {
  currencyDecimals,
  currencyOf,
  formerRecords,
  NO_FORMER,
  type FormerRecords,
} from '../../company/index.js';
import { Reading } from '../../models/index.js';
import { Inject, Injectable } from '@nestjs/common';
import type { Company } from '../../company/index.js';
import {
  OpenDocument,
  type AnyDocument,
  type DocumentFormat,
  type DocumentKind,
} from '../../documents/index.js';
import { StoredFiles } from '../../files/index.js';
import { originOf, queryOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { Translator } from '../../kernel/translation/translator.js';
import type { DocumentSheet, SheetMoney } from '../document-sheet.js';
import type { ExportedDocument, SheetBlockSource } from '../exported-document.js';
import { formatOf } from './sheet-format.js';
import { languageOf } from './sheet-language.js';
import { exceptionsOf, mentionsOf, type MentionFacts } from './sheet-mentions.js';
import { sheetLine } from './sheet-lines.js';
import { logoOf } from './sheet-logo.js';
import { partiesOf } from './sheet-parties.js';
import { sheetPayment } from './sheet-payment.js';
import { readable } from './sheet-text.js';
import { sheetTaxes, sheetTotals } from './sheet-totals.js';

/** Nest token of what adds blocks to sheets. */
export const SHEET_BLOCKS = Symbol('SHEET_BLOCKS');

export interface LoadedDocument {
  readonly sheet: DocumentSheet;
  readonly exported: ExportedDocument;
}

/** Fills sheets from the database, reading each table once at most. */
@Injectable()
export class SheetLoader {
  constructor(
    private readonly reading: Reading,
    private readonly files: StoredFiles,
    private readonly translator: Translator,
    @Inject(SHEET_BLOCKS) private readonly sources: readonly SheetBlockSource[],
  ) {}

  /** The document of the address; null when there is none of that kind with the number. */
  async load(kind: DocumentKind, id: string, request: ApiRequest): Promise<LoadedDocument | null> {
    const context = await this.reading.context(originOf(request));
    const record = await context.records.find(
      kind.document,
      /^\d{1,10}$/.test(id) ? Number(id) : null,
    );
    if (!record) return null;
    const document = new OpenDocument(kind, record, context);
    const lines = await document.lines();
    const subject = await document.subject();
    const baseName = baseNameOf(document);
    const exported = { kind, document: record, lines, subject, baseName, request };
    return { exported, sheet: await this.sheet(document, exported) };
  }

  private async sheet(document: OpenDocument, exported: ExportedDocument): Promise<DocumentSheet> {
    const { kind, record } = document;
    const { lines, subject, request } = exported;
    const query = queryOf(request);
    const former = await formerOf(document);
    const company = sellerOf(await document.company(), former);
    const format = await formatOf(document, query.get('format'));
    const { taxes, hasMargin } = await sheetTaxes(document, lines);
    const facts = mentionFacts(document, exported, company, hasMargin);
    const taxExceptions = exceptionsOf(facts, lines);
    const wanted = [query.get('lang'), subject?.langcode, this.translator.language];
    return {
      side: kind.side,
      stage: kind.stage,
      language: languageOf(wanted),
      title: readable(format?.titulo) || null,
      code: readable(record.codigo),
      number: readable(record.numero),
      day: record.fecha,
      operationDay: operationDayOf(record),
      series: record.codserie,
      reference: readable(kind.side === 'sales' ? record.numero2 : record.numproveedor),
      corrects: await correctedBy(document),
      draft: kind.stage === 'invoice' && record.editable === true,
      ...(await partiesOf(document, company, subject)),
      lines: lines.map(sheetLine),
      taxes,
      totals: sheetTotals(record, lines, document.context.settings.decimals),
      taxExceptions,
      mentions: mentionsOf(facts, taxExceptions),
      notes: readable(record.observaciones),
      payment: await sheetPayment(document, former),
      footer: readable(format?.texto),
      logo: await this.logo(format, company),
      blocks: (await Promise.all(this.sources.map((source) => source.blocks(exported)))).flat(),
      money: await sheetMoney(document),
    };
  }

  private logo(format: DocumentFormat | null, company: Readonly<Company> | null) {
    return logoOf(format?.idlogo ?? company?.idlogo ?? null, this.files);
  }
}

/** Drafts and all other documents show what there is today. */
async function formerOf({ kind, record, key, context }: OpenDocument): Promise<FormerRecords> {
  const isIssued = kind.side === 'sales' && kind.stage === 'invoice' && record.editable !== true;
  return isIssued ? formerRecords(key, context) : NO_FORMER;
}

/** The company as it was when the document was issued. */
function sellerOf(company: Readonly<Company> | null, former: FormerRecords) {
  const was = company && former.of<Company>({ table: 'empresas', code: company.idempresa });
  return was ? { ...company, ...was } : company;
}

/** The day of the operation, where it is not that of the invoice: RD 1619/2012, art. 6.1. */
function operationDayOf({ fecha, fechadevengo }: Readonly<AnyDocument>): string | null {
  return fechadevengo && fechadevengo !== fecha ? fechadevengo : null;
}

function mentionFacts(
  { kind, record }: OpenDocument,
  { subject }: Pick<ExportedDocument, 'subject'>,
  company: Readonly<Company> | null,
  hasMargin: boolean,
): MentionFacts {
  return {
    side: kind.side,
    stage: kind.stage,
    companyCountry: company?.codpais ?? null,
    companyScheme: company?.regimeniva ?? null,
    subjectScheme: subject?.regimeniva ?? null,
    subjectException: subject?.excepcioniva ?? null,
    country: record.codpais ?? null,
    operation: record.operacion,
    supplierNumber: readable(record.numproveedor),
    hasMargin,
  };
}

/** The invoice that a refund corrects; its code also where it is no longer there. */
async function correctedBy({
  kind,
  record,
  context,
}: OpenDocument): Promise<DocumentSheet['corrects']> {
  const { idfacturarect, codigorect } = record;
  if (!idfacturarect && !codigorect) return null;
  const corrected = await context.records.find(kind.document, idfacturarect);
  return { code: readable(corrected?.codigo ?? codigorect), day: corrected?.fecha ?? null };
}

async function sheetMoney({ record, context }: OpenDocument): Promise<SheetMoney> {
  const { coddivisa } = record;
  const currency = await currencyOf(coddivisa, context);
  return {
    decimals: currencyDecimals(coddivisa, context.settings.decimals),
    currencyCode: coddivisa,
    currencyName: readable(currency?.descripcion),
    symbol: readable(currency?.simbolo),
  };
}

/** The code of the document, with what neither headers nor file systems take as `_`. */
function baseNameOf({ kind, record, key }: OpenDocument): string {
  const code = readable(record.codigo)
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^\.+/, '_');
  return code || `${kind.name}_${key}`;
}
