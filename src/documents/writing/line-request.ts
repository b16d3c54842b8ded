import { plainToInstance } from 'class-transformer';
import { IsOptional, ValidateBy, validateSync } from 'class-validator';
import type { Problem } from '../../kernel/errors/problem.js';
import { IsScalar, IsStorable } from '../../kernel/http/routes/dto.js';
import { isScalar, type Scalar } from '../../kernel/http/body/field-values.js';
import { sentNumber } from '../../kernel/text/number-text.js';

const HIGHEST_INTEGER = 2_147_483_647;
/** As much of a value as a message repeats. */
const LONGEST_SHOWN = 60;
const OUT_OF_RANGE = 'number-out-of-range';

/** A number: none is nothing or empty, and no other value but one that can be stored. */
function IsNumeric(): PropertyDecorator {
  return numeric('invalid-number', () => true);
}

/** A whole number that fits its column. */
function IsPosition(): PropertyDecorator {
  return numeric('invalid-integer', Number.isInteger, HIGHEST_INTEGER);
}

function numeric(
  code: string,
  isFine: (value: number) => boolean,
  highest = Number.MAX_VALUE,
): PropertyDecorator {
  const check = (test: (value: number) => boolean) => (raw: unknown) =>
    !isScalar(raw) || !isNumberGiven(raw) || test(numberOf(raw));
  const isNumber = check(
    (value) => !Number.isNaN(value) && (!Number.isFinite(value) || isFine(value)),
  );
  const isInRange = check((value) => Number.isNaN(value) || Math.abs(value) <= highest);
  return (target, property) => {
    ValidateBy({ name: code, validator: { validate: isNumber } })(target, property);
    ValidateBy({ name: OUT_OF_RANGE, validator: { validate: isInRange } })(target, property);
  };
}

/**
 * A line as the one-call routes take it. Absent and null members leave the line as it is; numbers
 * may come as texts, of which empty ones are 0; others than these mean nothing.
 */
export class LineRequest {
  /** Line of the document to change; only when a document is edited. */
  @IsOptional()
  @IsScalar()
  idlinea?: Scalar | null;

  /** Reference or bar code of a variant, or any text; only for new lines. */
  @IsOptional()
  @IsScalar()
  @IsStorable()
  referencia?: Scalar | null;

  /** Units; 1 on a new line. */
  @IsOptional()
  @IsScalar()
  @IsNumeric()
  cantidad?: Scalar | null;

  @IsOptional()
  @IsScalar()
  @IsStorable()
  descripcion?: Scalar | null;

  /** Price of one unit without tax. */
  @IsOptional()
  @IsScalar()
  @IsNumeric()
  pvpunitario?: Scalar | null;

  /** First discount in percent. */
  @IsOptional()
  @IsScalar()
  @IsNumeric()
  dtopor?: Scalar | null;

  /** Second discount in percent, after the first. */
  @IsOptional()
  @IsScalar()
  @IsNumeric()
  dtopor2?: Scalar | null;

  /** Withholding in percent. */
  @IsOptional()
  @IsScalar()
  @IsNumeric()
  irpf?: Scalar | null;

  /** Cost of one unit; sales only. */
  @IsOptional()
  @IsScalar()
  @IsNumeric()
  coste?: Scalar | null;

  /** Position: higher ones come first. */
  @IsOptional()
  @IsScalar()
  @IsPosition()
  orden?: Scalar | null;

  /** Code of the tax; an empty text or `null` for an untaxed line. */
  @IsOptional()
  @IsScalar()
  @IsStorable()
  codimpuesto?: Scalar | null;

  /** Reason for the exemption; the text `null` for none. */
  @IsOptional()
  @IsScalar()
  @IsStorable()
  excepcioniva?: Scalar | null;

  /** Disbursement on behalf of the customer. */
  @IsOptional()
  @IsScalar()
  suplido?: Scalar | null;

  @IsOptional()
  @IsScalar()
  mostrar_cantidad?: Scalar | null;

  @IsOptional()
  @IsScalar()
  mostrar_precio?: Scalar | null;

  @IsOptional()
  @IsScalar()
  salto_pagina?: Scalar | null;
}

/** The lines of a request body, or what is wrong with them. */
export type ReadLines =
  { readonly lines: readonly LineRequest[] } | { readonly problems: readonly Problem[] };

/**
 * Reads `lineas`: a list, its JSON text, or fields of a form such as `lineas[0][cantidad]`.
 * Problems name the line and its member: `lineas[2].cantidad`.
 */
export function readLines(raw: unknown): ReadLines {
  const list = listOf(raw);
  if (!list) return { problems: [{ code: 'invalid-lines', field: 'lineas' }] };
  const problems: Problem[] = [];
  const lines = list.map((member, index) => {
    const plain = plainLine(member);
    if (!plain) problems.push({ code: 'invalid-lines', field: `lineas[${index}]` });
    const line = plainToInstance(LineRequest, plain ?? {});
    for (const { property, constraints = {} } of validateSync(line)) {
      // A list is no number either: the more basic objection is the one to hear.
      const [first = ''] = Object.keys(constraints).sort(basicFirst);
      const value = shown(line[property as keyof LineRequest]);
      problems.push({ code: first, field: `lineas[${index}].${property}`, params: { value } });
    }
    return line;
  });
  return problems.length > 0 ? { problems } : { lines };
}

function shown(value: unknown): string {
  return isScalar(value) ? String(value).slice(0, LONGEST_SHOWN) : '';
}

function basicFirst(a: string, b: string): number {
  return Number(b === 'scalar-expected') - Number(a === 'scalar-expected');
}

/** The lines of a body as they were sent; those that are no objects have no members. */
export function lineObjects(raw: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (listOf(raw) ?? []).map((member) => plainLine(member) ?? {});
}

function listOf(raw: unknown): unknown[] | null {
  if (Array.isArray(raw)) return raw as unknown[];
  if (typeof raw === 'string') {
    try {
      const value: unknown = JSON.parse(raw);
      return Array.isArray(value) ? value : null;
    } catch {
      return null;
    }
  }
  // Fields of a form whose indices have gaps.
  if (typeof raw !== 'object' || raw === null) return null;
  const names = Object.keys(raw);
  return names.length > 0 && names.every((name) => /^\d+$/.test(name)) ? Object.values(raw) : null;
}

function plainLine(member: unknown): Record<string, unknown> | null {
  if (typeof member !== 'object' || member === null) return null;
  // An empty list is how some clients write an object without members.
  if (Array.isArray(member)) return member.length === 0 ? {} : null;
  return { ...member };
}

/** Whether a line says anything of a number: the text `null` is what forms send for none. */
export function isNumberGiven(value: Scalar | null | undefined): value is Scalar {
  return value !== null && value !== undefined && value !== 'null';
}

/** A number of a line; 0 for an empty text, NaN for what is none. */
export function numberOf(value: Scalar): number {
  return String(value).trim() === '' ? 0 : (sentNumber(value) ?? NaN);
}
