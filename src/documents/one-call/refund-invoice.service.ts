import { Injectable } from '@nestjs/common';
import { refuse, type Problem } from '../../kernel/errors/problem.js';
import { InvalidRequestError, NotFoundError } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { sum } from '../../kernel/money/decimal.js';
import { sentNumber } from '../../kernel/text/number-text.js';
import { LifeCycle, type Context } from '../../models/index.js';
import { copyDocument, copyLine } from '../states/conversion.js';
import { CustomerInvoiceLine } from '../kinds/sales-line.entity.js';
import { CustomerInvoice } from '../kinds/sales-document.entity.js';
import { followWarehouse, setDate } from '../writing/document-date.js';
import {
  dated,
  dayOf,
  readColumns,
  refuseProblems,
  requiredText,
  textOf,
  timeOf,
} from './document-input.js';
import { REFUND_PREFIX } from './one-call-fields.js';
import { kindOf, type AnyLine } from '../kinds/document-kind.js';
import { OpenDocument } from '../open-document.js';
import { statesOf } from '../states/document-states.js';
import { mirrorInvoice } from '../calculation/recalculation.js';
import { insertDocument } from '../writing/document-writer.js';
import { payInvoice } from '../writing/invoice-books.js';
import { step, writtenDocument, type WrittenDocument } from './written-document.js';

type Fields = Readonly<Record<string, unknown>>;

const KIND = kindOf(CustomerInvoice);
/** Columns of the refund that a request may set. */
const OWN = new Set(['codserie', 'observaciones', 'nick', 'idestado']);

/** A line of the invoice and how many of its units are refunded. */
interface Portion {
  readonly line: AnyLine;
  readonly units: number;
}

interface Portions {
  readonly portions: readonly Portion[];
  /** Whether nothing of the invoice is left after them. */
  readonly isLast: boolean;
}

/** Refunds a customer invoice, in full or in part, by an invoice of negative quantities. */
@Injectable()
export class RefundInvoice {
  constructor(private readonly lifeCycle: LifeCycle) {}

  /**
   * The mirror of the invoice: its lines keep their taxes, and the refunds of its parts add up to it.
   * The fields `refund_{idlinea}` say how many units of a line are refunded; without any above 0,
   * all lines are, in full. Never more than was sold.
   *
   * @throws InvalidRequestError `field-required`, `cant-refund-a-refund`, `error-set-date`,
   *   `refund-not-possible`
   * @throws NotFoundError `record-not-found`
   * @throws SaveError `record-save-error`
   */
  refund(fields: Fields, origin: Origin): Promise<WrittenDocument> {
    return this.lifeCycle.run(async (context) => {
      const invoice = await this.invoice(fields, context);
      const { portions, isLast } = await this.portions(invoice, fields);
      await step('record-save-error', () => lockInvoice(invoice));
      const refund = await this.header(invoice, fields);
      await step('record-save-error', async () => {
        const state = await refund.state();
        const lines = portions.map((portion) =>
          refundLine(portion, state?.actualizastock ?? 0, context),
        );
        const earlier = isLast ? await earlierRefunds(invoice) : null;
        await insertDocument(refund, lines, {
          calculated: () => mirrorInvoice(invoice, refund, lines, earlier),
        });
        await context.settle();
        // What was paid for the invoice goes back.
        if (invoice.record.pagada) await payInvoice(refund);
      });
      return writtenDocument(refund);
    }, origin);
  }

  private async invoice(fields: Fields, context: Context): Promise<OpenDocument> {
    const id = requiredText(fields, 'idfactura');
    requiredText(fields, 'fecha');
    const key = /^\d{1,10}$/.test(id) ? Number(id) : null;
    const invoice = await context.records.find(KIND.document, key, { lock: true });
    if (!invoice) throw new NotFoundError();
    if (invoice.idfacturarect) throw new InvalidRequestError('cant-refund-a-refund');
    return new OpenDocument(KIND, invoice, context);
  }

  /** A copy of the invoice with what is a refund's own. */
  private async header(invoice: OpenDocument, fields: Fields): Promise<OpenDocument> {
    const { record, key, context } = invoice;
    const refund = await copyDocument(invoice, KIND);
    const input = readColumns(KIND, fields, [], context);
    const sent = Object.entries(input.values).filter(
      ([name, value]) => OWN.has(name) && value !== null && value !== '',
    );
    await step('record-save-error', async () => {
      refuseProblems({ ...input, problems: input.problems.filter(isOwn) });
    });
    Object.assign(refund.record, {
      codigorect: record.codigo,
      idfacturarect: key,
      idestado: record.idestado,
      idestado_ant: record.idestado,
      observaciones: null,
      hora: timeOf(fields, 'hora', 'error-set-date') ?? context.now.slice(11),
      ...Object.fromEntries(sent),
    });
    await followWarehouse(refund);
    const day = dayOf(fields, 'fecha', 'error-set-date');
    if (day) await dated(day, () => setDate(refund, day), 'error-set-date');
    return refund;
  }

  /** @throws InvalidRequestError `refund-not-possible`, naming each field that asks for too much */
  private async portions(invoice: OpenDocument, fields: Fields): Promise<Portions> {
    const lines = await invoice.lines();
    const left = await unitsLeft(lines, invoice.context);
    const { wanted, problems } = wantedUnits(fields, lines);
    const isPartial = [...wanted.values()].some((units) => units !== 0);
    const portions = lines.flatMap((line): Portion[] => {
      const rest = left.get(line.idlinea) ?? 0;
      const asked = wanted.get(line.idlinea);
      if (isPartial && !asked) return [];
      const units = asked ?? Math.abs(line.cantidad);
      if (units > rest) {
        const params = { value: units, max: rest };
        problems.push({
          code: 'refund-exceeds-sold',
          field: `${REFUND_PREFIX}${line.idlinea}`,
          params,
        });
      }
      return [{ line, units }];
    });
    if (problems.length > 0) throw new InvalidRequestError('refund-not-possible', { problems });
    const taken = new Map(portions.map(({ line, units }) => [line.idlinea, units]));
    const isLast = [...left].every(([idlinea, units]) => units === (taken.get(idlinea) ?? 0));
    return { portions, isLast };
  }
}

function isOwn({ field = '' }: Problem): boolean {
  return OWN.has(field);
}

/** The quantities that a request asks for, by line. */
function wantedUnits(fields: Fields, lines: readonly AnyLine[]) {
  const wanted = new Map<number, number>();
  const problems: Problem[] = [];
  for (const name of Object.keys(fields)) {
    if (!name.startsWith(REFUND_PREFIX)) continue;
    const text = textOf(fields, name);
    const isNothing = text === '' && typeof fields[name] !== 'object';
    const units = isNothing ? 0 : sentNumber(fields[name]);
    const idlinea = Number(name.slice(REFUND_PREFIX.length));
    if (!lines.some((line) => line.idlinea === idlinea)) {
      const value = name.slice(REFUND_PREFIX.length);
      problems.push({ code: 'reference-not-found', field: name, params: { value } });
    } else if (units === null || !Number.isFinite(units) || units < 0) {
      problems.push({ code: 'invalid-refund-quantity', field: name, params: { value: text } });
    } else wanted.set(idlinea, units);
  }
  return { wanted, problems };
}

/** Units of each line that no refund has taken back yet. */
async function unitsLeft(
  lines: readonly AnyLine[],
  context: Context,
): Promise<Map<number, number>> {
  const keys = lines.map(({ idlinea }) => idlinea);
  const refunded = keys.length
    ? await context.records.list(CustomerInvoiceLine, { idlinearect: keys })
    : [];
  return new Map(
    lines.map(({ idlinea, cantidad }) => {
      const back = refunded.filter(({ idlinearect }) => idlinearect === idlinea);
      const units = back.map((line) => -Math.abs(line.cantidad));
      return [idlinea, Math.max(0, sum([Math.abs(cantidad), ...units]))];
    }),
  );
}

function earlierRefunds({ key, context }: OpenDocument): Promise<CustomerInvoice[]> {
  return context.records.list(CustomerInvoice, { idfacturarect: key });
}

/** An invoice that is refunded is final: it takes the first status that allows no changes. */
async function lockInvoice({ record, context }: OpenDocument): Promise<void> {
  if (!record.editable) return;
  const states = await statesOf(KIND, context);
  const final = states.find(({ activo, editable }) => activo && !editable);
  if (!final) return refuse('no-final-status', 'idestado');
  await context.records.update(KIND.document, record, { idestado: final.idestado });
}

function refundLine({ line, units }: Portion, actualizastock: number, context: Context): AnyLine {
  return Object.assign(copyLine(line, KIND, context), {
    cantidad: (line.cantidad < 0 ? units : -units) + 0,
    idlinearect: line.idlinea,
    orden: line.orden,
    actualizastock,
  });
}
