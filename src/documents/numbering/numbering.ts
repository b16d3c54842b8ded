import { literal, NOTHING, sql, type Sql } from '../../kernel/database/sql.js';
import { asNumber, asTextOrNull, columnOf, select } from '../../kernel/database/sql-table.js';
import { presentDay, type Day } from '../../kernel/dates/calendar.js';
import { refuse } from '../../kernel/errors/problem.js';
import { HIGHEST_INTEGER, numberAfter, tableOf, testRoom } from '../../models/index.js';
import type { AnyDocument, DocumentKind } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';
import { DocumentSequence } from './document-sequence.entity.js';
import { chooseNumber, GAP_DEPTH, type NumberedDocument } from './number-choice.js';
import { printedCode } from './number-pattern.js';
import { highestNumber } from './highest-number.js';
import { forgetChecks, freshCheck, rememberCheck } from './sequence-checks.js';
import { Series } from './series.entity.js';

const FIRST_DIGITS = 6;

/**
 * Gives a document the next number of its series, company and fiscal year, and the code that is
 * printed from it; where it fills a gap, also the date and time of the document above. The row of
 * the sequence is the unit of work's alone from here on: call it as late as possible.
 *
 * @throws RuleError `document-date-order` for customer invoices, `no-more-numbers`
 */
export async function assignNumber(document: OpenDocument): Promise<void> {
  const { record, context } = document;
  const sequences = await lockedSequences(document);
  const sequence = await sequenceFor(document, sequences);
  const { idsecuencia } = sequence;
  const check = await freshCheck(context.transaction, idsecuencia, record.codejercicio);
  if (check && (await follows(document, sequence.numero, check.latest))) {
    record.numero = String(sequence.numero);
    await context.records.assign(
      DocumentSequence,
      { idsecuencia },
      { numero: numberAfter(sequence.numero, 'numero') },
    );
  } else await searchNumber(document, sequence, sequences);
  takeCode(document, sequence);
}

/** As `assignNumber`, for a document that comes with a code of its own. */
export async function assignNumberOnly(document: OpenDocument): Promise<void> {
  const { codigo } = document.record;
  await assignNumber(document);
  document.record.codigo = codigo;
}

/**
 * Leaves a document the number that was given to it, with the code that it has or, when told so,
 * the one that is printed from the number.
 *
 * @throws RuleError `number-too-high`
 */
export async function keepNumber(
  document: OpenDocument,
  { rebuildCode }: { readonly rebuildCode: boolean },
): Promise<void> {
  const { record, context } = document;
  const sequences = await lockedSequences(document);
  await testRoom('numero', Number(record.numero), async () => {
    const counted = ofYear(sequences, record.codejercicio)?.numero ?? 1;
    const highest = (await highestNumber(document.kind, record, context)) ?? 0;
    return Math.max(counted - 1, highest);
  });
  if (rebuildCode) takeCode(document, await sequenceFor(document, sequences));
  await forgetChecks(context.transaction, sequences);
}

/** Says that a number of the document's sequences came or went otherwise than by counting on. */
export async function numbersChanged(document: OpenDocument): Promise<void> {
  await forgetChecks(document.context.transaction, await lockedSequences(document));
}

/**
 * Refuses a customer invoice that is dated before one with a lower number, or after one with a
 * higher number, of its series and fiscal year: invoices are numbered in the order of their dates
 * (Real Decreto 1619/2012, article 6.1.a, asks for correlative numbers).
 *
 * @throws RuleError `document-date-order`
 */
export async function testDateOrder(document: OpenDocument): Promise<void> {
  const { kind, record, key, context } = document;
  if (kind.name !== 'FacturaCliente') return;
  const table = tableOf(kind.document);
  const { codigo, fecha, numero } = table;
  const [number, day] = [Number(record.numero), record.fecha];
  const [other] = await context.transaction.read(
    select(
      { codigo, fecha },
      sql`FROM ${table} WHERE ${ofYearAndSeries(document)}
        AND ${columnOf(table, kind.key)} <> ${key}
        AND ((${numero.asInteger} < ${number} AND ${fecha} > ${day})
          OR (${numero.asInteger} > ${number} AND ${fecha} < ${day}))
        LIMIT 1`,
    ),
  );
  if (!other) return;
  const params = {
    value: presentDay(record.fecha),
    code: other.codigo,
    day: presentDay(other.fecha),
  };
  refuse('document-date-order', 'fecha', params);
}

/** The condition of the documents that are numbered with this one. */
function ofYearAndSeries({ kind, record }: OpenDocument): Sql {
  const { codejercicio, codserie, idempresa } = record;
  const table = tableOf(kind.document);
  return sql`${table.codejercicio.is(codejercicio)} AND ${table.codserie.is(codserie)}
    AND ${table.idempresa.is(idempresa)}`;
}

/** The sequences of all fiscal years, held until the unit of work ends. */
function lockedSequences({ kind, record, context }: OpenDocument): Promise<DocumentSequence[]> {
  const { codserie, idempresa } = record;
  const where = { codserie, idempresa, tipodoc: kind.name };
  return context.records.list(DocumentSequence, where, { lock: true });
}

async function sequenceFor(
  document: OpenDocument,
  sequences: DocumentSequence[],
): Promise<DocumentSequence> {
  const { kind, record, context } = document;
  const found = ofYear(sequences, record.codejercicio);
  if (found) return found;
  // Parallel first documents of a series wait for each other here.
  if (!(await context.records.find(Series, record.codserie, { lock: true }))) {
    refuse('reference-not-found', 'codserie', { value: record.codserie });
  }
  sequences.splice(0, sequences.length, ...(await lockedSequences(document)));
  const made = ofYear(sequences, record.codejercicio);
  if (made) return made;
  const sequence = await context.records.insert(
    DocumentSequence,
    newSequence(kind, record, sequences),
  );
  sequences.push(sequence);
  return sequence;
}

/** The sequence of the fiscal year, else the one that all years share. */
function ofYear(
  sequences: readonly DocumentSequence[],
  codejercicio: string,
): DocumentSequence | undefined {
  const own = sequences.find((sequence) => sequence.codejercicio === codejercicio);
  return own ?? sequences.findLast((sequence) => sequence.codejercicio === null);
}

function newSequence(
  kind: DocumentKind,
  { codejercicio, codserie, idempresa }: AnyDocument,
  others: readonly DocumentSequence[],
): Partial<DocumentSequence> {
  const last = others.at(-1);
  return {
    codejercicio,
    codserie,
    idempresa: Number(idempresa),
    tipodoc: kind.name,
    inicio: 1,
    numero: 1,
    mantenerfecha: false,
    usarhuecos: kind.name === 'FacturaCliente',
    // A year that somebody wrote into the pattern would be that of another one here.
    patron: last ? last.patron.replace(/20\d\d/g, '{ANYO}') : kind.pattern,
    longnumero: last ? last.longnumero : FIRST_DIGITS,
  };
}

/** Whether the number that comes next is sure to be free and in the order of dates. */
async function follows(
  document: OpenDocument,
  numero: number,
  latest: Day | null,
): Promise<boolean> {
  const { kind, record, context } = document;
  if (kind.stage !== 'invoice') return true;
  const table = tableOf(kind.document);
  const neighbours = table.numero.in([numero - 1, numero].map(String));
  const rows = await context.transaction.read(
    select(
      { numero: table.numero, fecha: table.fecha },
      sql`FROM ${table} WHERE ${ofYearAndSeries(document)} AND ${neighbours}`,
    ),
  );
  if (rows.some((taken) => Number(taken.numero) === numero)) return false;
  if (kind.name !== 'FacturaCliente') return true;
  const { fecha } = record;
  return fecha >= (latest ?? '') && rows.every((other) => other.fecha <= fecha);
}

/** Chooses the number by looking at the documents that there are, and checks the order of dates. */
async function searchNumber(
  document: OpenDocument,
  sequence: DocumentSequence,
  sequences: readonly DocumentSequence[],
): Promise<void> {
  const { kind, record, context } = document;
  const { idsecuencia, mantenerfecha } = sequence;
  const years = sequences.flatMap((each) =>
    each === sequence || each.codejercicio === null ? [] : [each.codejercicio],
  );
  const earlier = await earlierDocuments(document, sequence, years);
  const { inicio, numero: upTo, usarhuecos } = sequence;
  const counting = { inicio: inicio ?? 1, numero: upTo, usarhuecos };
  const { numero, next, above } = chooseNumber(counting, record, earlier);
  if (numero >= HIGHEST_INTEGER) refuse('no-more-numbers', 'numero', { value: numero });
  record.numero = String(numero);
  if (above && (!mantenerfecha || kind.stage === 'invoice')) {
    record.fecha = above.fecha;
    record.hora = above.hora;
  }
  await testDateOrder(document);
  const counted = Math.min(next, HIGHEST_INTEGER);
  await context.records.assign(DocumentSequence, { idsecuencia }, { numero: counted });
  if (above) return;
  const latest = await latestDay(document);
  await rememberCheck(context.transaction, idsecuencia, record.codejercicio, { latest });
}

async function earlierDocuments(
  { kind, record, context }: OpenDocument,
  { codejercicio }: DocumentSequence,
  otherYears: readonly string[],
): Promise<NumberedDocument[]> {
  const table = tableOf(kind.document);
  const { numero, fecha, hora, codejercicio: year } = table;
  const ofOthers = otherYears.length > 0 ? sql` AND ${year} NOT IN (${otherYears})` : NOTHING;
  const ofYears = codejercicio === null ? ofOthers : sql` AND ${year.is(codejercicio)}`;
  return context.transaction.read(
    select(
      { codejercicio: year, numero: [numero, asNumber], fecha, hora },
      sql`FROM ${table} WHERE ${table.codserie.is(record.codserie)}
        AND ${table.idempresa.is(record.idempresa)}${ofYears}
        ORDER BY ${numero.asInteger} DESC LIMIT ${literal(GAP_DEPTH)}`,
    ),
  );
}

async function latestDay(document: OpenDocument): Promise<Day | null> {
  const table = tableOf(document.kind.document);
  const [row] = await document.context.transaction.read(
    select(
      { latest: [sql`MAX(${table.fecha})`, asTextOrNull] },
      sql`FROM ${table} WHERE ${ofYearAndSeries(document)}`,
    ),
  );
  return row?.latest || null;
}

function takeCode(
  { record, context }: OpenDocument,
  { patron, longnumero }: DocumentSequence,
): void {
  record.codigo = printedCode(patron, record, longnumero, context.language);
}
