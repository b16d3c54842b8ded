import { refuse } from '../kernel/errors/problem.js';
import { isEmpty, type RecordTest } from '../models/index.js';
import type { Side } from './side.js';
import { TaxIdType } from './tax-id-type.entity.js';
import { isTaxId } from './tax-id.js';
import { allowsException } from './vat-operation.js';

/** Steps that the tests of several kinds of party share. */

interface Identified {
  cifnif: string | null;
  tipoidfiscal: string | null;
}

interface Registered {
  debaja: boolean | null;
  fechaalta: string | null;
  fechabaja: string | null;
}

interface Trading extends Identified, Registered {
  excepcioniva: string | null;
  fax: string | null;
  langcode: string | null;
  nombre: string;
  observaciones: string | null;
  operacion: string | null;
  razonsocial: string | null;
  web: string | null;
}

/**
 * Escapes the tax identification number and checks its digits when its kind says so. A party
 * without a number passes whatever its kind, as contacts often have none.
 */
export async function testTaxId<T extends Identified>(test: RecordTest<T>): Promise<void> {
  test.escape('cifnif', 'tipoidfiscal');
  test.fits('cifnif');
  test.fits('tipoidfiscal');
  const { cifnif, tipoidfiscal } = test.record;
  if (isEmpty(cifnif)) return;
  const kind = await test.context.records.find(TaxIdType, tipoidfiscal);
  if (!kind?.validar || isTaxId(kind.tipoidfiscal, cifnif.toUpperCase())) return;
  refuse('not-valid-fiscal-number', 'cifnif', { type: kind.tipoidfiscal, number: cifnif });
}

/** Whether a party has left follows from its leaving date, whatever was sent. */
export function markLeft(record: Registered): void {
  record.debaja = !isEmpty(record.fechabaja);
}

/** What customers and suppliers are tested for before the generic test. */
export function testTradingParty<T extends Trading>(
  test: RecordTest<T>,
  code: keyof T & string,
  side: Side,
): void {
  const { record } = test;
  markLeft(record);
  if (isEmpty(record.fechaalta)) record.fechaalta = test.context.today;
  test.escape('langcode', 'nombre', 'razonsocial', 'web');
  test.escapeOrEmpty('fax', 'observaciones');
  test.code(code, 10);
  test.filled('nombre');
  if (isEmpty(record.razonsocial)) record.razonsocial = record.nombre;
  test.webAddress('web');
  const { operacion, excepcioniva } = record;
  if (!allowsException(side, operacion, excepcioniva)) {
    refuse('invalid-operation-exception-combination', 'excepcioniva', {
      operation: operacion ?? '',
      exception: excepcioniva ?? '',
    });
  }
}

/** The number of another record that stands in a column; empty and 0 are none. */
export function linkOrNull(value: number | null): number | null {
  return isEmpty(value) || value === 0 ? null : value;
}
