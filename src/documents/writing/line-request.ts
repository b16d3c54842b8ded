import { plainToInstance } from 'class-transformer';
import { IsOptional, ValidateBy, validateSync, type ValidationOptions } from 'class-validator';
import type { Problem } from '../../kernel/errors/problem.js';
import { IsScalar, IsStorable } from '../../kernel/http/routes/dto.js';
import { isScalar, type Scalar } from '../../kernel/http/body/field-values.js';

const HIGHEST_INTEGER = 2_147_483_647;
const LEADING_NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i;

/** A single value whose leading number, if any, can be stored. */
function IsNumeric(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => !isScalar(value) || Number.isFinite(numberOf(value));
  return ValidateBy({ name: 'number-out-of-range', validator: { validate } }, options);
}

/** A single value whose leading number is a whole one that fits its column. */
function IsPosition(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) =>
    !isScalar(value) || Math.abs(numberOf(value)) <= HIGHEST_INTEGER;
  return ValidateBy({ name: 'number-out-of-range', validator: { validate } }, options);
}

/**
 * A line as the one-call routes take it. Absent and null members leave the line as it is; numbers
 * may come as texts that begin with one; others than these mean nothing.
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
      problems.push({ code: first, field: `lineas[${index}].${property}`, params: { value: '' } });
    }
    return line;
  });
  return problems.length > 0 ? { problems } : { lines };
}

function basicFirst(a: string, b: string): number {
  return Number(b === 'scalar-expected') - Number(a === 'scalar-expected');
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

/** The number that a value begins with; 0 when it begins with none. */
export function numberOf(value: Scalar): number {
  if (typeof value !== 'string') return Number(value) + 0;
  return Number(LEADING_NUMBER.exec(value)?.[0] ?? 0) + 0;
}
