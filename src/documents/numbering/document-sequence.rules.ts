import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import {
  isEmpty,
  ModelRules,
  testRoom,
  type Context,
  type RecordTest,
} from '../../models/index.js';
import { DocumentSequence } from './document-sequence.entity.js';
import { isInvoice, kindNamed } from '../kinds/document-kind.js';
import { highestNumber } from './highest-number.js';
import { hasNumber, LONGEST_CODE, printedCode } from './number-pattern.js';
import { Series } from './series.entity.js';

const MOST_DIGITS = 10;
const COUNTING = ['inicio', 'numero'] as const;
const IDENTITY = ['codserie', 'idempresa', 'tipodoc', 'codejercicio'] as const;

/**
 * Numbering sequences. One kind of document has one sequence per series, company and fiscal year,
 * and its codes must hold the number and fit their column.
 */
@Injectable()
export class DocumentSequenceRules extends ModelRules<DocumentSequence> {
  readonly model = DocumentSequence;

  override async validate(
    record: DocumentSequence,
    test: RecordTest<DocumentSequence>,
    before: Readonly<DocumentSequence> | null,
  ): Promise<void> {
    test.escape('patron');
    test.emptyToNull('codejercicio');
    normaliseNumbers(record);
    if (isEmpty(record.idempresa))
      record.idempresa = Number(test.context.settings.value('idempresa'));
    if (isInvoice(record.tipodoc)) record.mantenerfecha = false;
    test.columns();
    if (COUNTING.some((name) => record[name] !== before?.[name])) {
      await testCounting(record, before, test.context);
    }
    if (record.patron !== before?.patron || record.longnumero !== before.longnumero) {
      testPattern(record, test.context);
    }
    // Databases of other programs may hold duplicates: their numbers must go on counting.
    if (!before || IDENTITY.some((name) => record[name] !== before[name])) {
      await refuseDuplicate(record, test.context);
    }
  }
}

function normaliseNumbers(record: DocumentSequence): void {
  if (isEmpty(record.inicio) || record.inicio < 1) record.inicio = 1;
  if (isEmpty(record.numero) || record.numero < record.inicio) record.numero = record.inicio;
  const { longnumero } = record;
  if (isEmpty(longnumero) || longnumero < 1 || longnumero > MOST_DIGITS) {
    const params = { value: longnumero ?? '', min: 1, max: MOST_DIGITS };
    refuse('number-length-out-of-range', 'longnumero', params);
  }
}

/**
 * A sequence that nothing was numbered with may begin anywhere, as long as enough numbers are left.
 *
 * @throws RuleError `number-too-high`
 */
async function testCounting(
  record: DocumentSequence,
  before: Readonly<DocumentSequence> | null,
  context: Context,
): Promise<void> {
  const kind = kindNamed(record.tipodoc);
  const highest = async () => {
    const numbered = kind ? await highestNumber(kind, record, context) : null;
    return numbered && Math.max(numbered, (before?.numero ?? 1) - 1);
  };
  for (const name of COUNTING) {
    if (record[name] !== before?.[name]) await testRoom(name, record[name] ?? 1, highest);
  }
}

/** The code of the next document, in the month with the longest name. */
function testPattern(record: DocumentSequence, context: Context): void {
  const { patron, numero, codserie } = record;
  if (!hasNumber(patron)) refuse('pattern-without-number', 'patron', { value: patron });
  const year = context.today.slice(0, 4);
  const document = {
    fecha: `${year}-09-30`,
    hora: '00:00:00',
    codejercicio: record.codejercicio ?? year,
    codserie,
    numero,
  };
  const code = printedCode(patron, document, record.longnumero, context.language);
  const length = [...code].length;
  if (length > LONGEST_CODE) {
    refuse('pattern-too-long', 'patron', { value: code, length, max: LONGEST_CODE });
  }
}

async function refuseDuplicate(record: DocumentSequence, context: Context): Promise<void> {
  // Parallel creations for one series wait for each other here.
  await context.records.find(Series, record.codserie, { lock: true });
  const where = Object.fromEntries(IDENTITY.map((name) => [name, record[name]]));
  const same = await context.records.list(DocumentSequence, where);
  if (same.some(({ idsecuencia }) => idsecuencia !== record.idsecuencia)) {
    refuse('duplicated-sequence', 'tipodoc', { serie: record.codserie, value: record.tipodoc });
  }
}
