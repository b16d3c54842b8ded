import type { Type } from '@nestjs/common';
import { plainToInstance, Transform } from 'class-transformer';
import {
  getMetadataStorage,
  ValidateBy,
  validateSync,
  type ValidationOptions,
} from 'class-validator';
import { parseDay } from '../../dates/calendar.js';
import type { Problem } from '../../errors/problem.js';
import { isScalar } from '../body/field-values.js';

const YES = ['1', 'true', 't', 'yes', 'on', 'si'];
const NO = ['0', 'false', 'f', 'no', 'off'];
const HIGHEST_INTEGER = 2_147_483_647;

/** A list is no number either: of several objections to a value the more basic one is to hear. */
const BASIC_LAST = ['scalar-expected', 'field-required'];

/** A single value, no list or object. */
export function IsScalar(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'scalar-expected', validator: { validate: isScalar } }, options);
}

/** A single value that must be there. */
export function IsFilled(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'field-required', validator: { validate: isScalar } }, options);
}

/** A text without the character that no database stores. */
export function IsStorable(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value !== 'string' || !value.includes('\0');
  return ValidateBy({ name: 'invalid-character', validator: { validate } }, options);
}

/** A parameter as trimmed text; null when it is empty or `null`. */
export function TextParameter(): PropertyDecorator {
  return parameter((text) => text, []);
}

/** A day, as clients write days. */
export function DayParameter(): PropertyDecorator {
  return parameter(parseDay, [['invalid-date', () => false]]);
}

/** A whole number from 1 to `max`. */
export function NumberParameter(max = HIGHEST_INTEGER): PropertyDecorator {
  const isWhole = (text: string) => /^\d{1,15}$/.test(text);
  const parse = (text: string) => {
    const value = isWhole(text) ? Number(text) : 0;
    return value >= 1 && value <= max ? value : null;
  };
  return parameter(parse, [
    ['invalid-integer', isWhole],
    ['number-out-of-range', (text) => !isWhole(text)],
  ]);
}

/** A switch, spelt in any of the usual ways. */
export function SwitchParameter(): PropertyDecorator {
  const parse = (text: string) => {
    const word = text.toLowerCase();
    return YES.includes(word) ? true : NO.includes(word) ? false : null;
  };
  return parameter(parse, [['invalid-boolean', () => false]]);
}

/** What could not be read as its type. */
class Unread {
  constructor(
    readonly text: string,
    readonly code?: string,
  ) {}
}

/**
 * A parameter that is read from its text.
 *
 * @param parse the value; null for a text that is none
 * @param objections the codes of what is wrong with such a text, each where its test fails
 */
function parameter(
  parse: (text: string) => unknown,
  objections: readonly (readonly [code: string, isFine: (text: string) => boolean])[],
): PropertyDecorator {
  const read = (sent: unknown): unknown => {
    if (sent === null || sent === undefined || sent === '') return null;
    if (!isScalar(sent)) return new Unread('', 'scalar-expected');
    const text = String(sent).trim();
    if (text.includes('\0')) return new Unread('', 'invalid-character');
    if (text === '' || text === 'null') return null;
    const value = parse(text.toWellFormed());
    if (value !== null) return value;
    const [code] = objections.find(([, isFine]) => !isFine(text)) ?? [];
    return new Unread(text.toWellFormed(), code);
  };
  const codes = ['scalar-expected', 'invalid-character', ...objections.map(([code]) => code)];
  return (target, property) => {
    Transform(({ value }) => read(value))(target, property);
    for (const code of codes) {
      const validate = (value: unknown) => !(value instanceof Unread) || value.code !== code;
      ValidateBy({ name: code, validator: { validate } })(target, property);
    }
  };
}

/** The names of the fields of a DTO, in their order, those that it inherits first. */
export function fieldNames(type: Type): readonly string[] {
  const found = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const chain: unknown[] = [];
  for (let each: unknown = type; typeof each === 'function'; each = Object.getPrototypeOf(each)) {
    chain.unshift(each);
  }
  const sorted = found.toSorted((a, b) => chain.indexOf(a.target) - chain.indexOf(b.target));
  return [...new Set(sorted.map(({ propertyName }) => propertyName))];
}

/** What was sent as an object of the class; what the class does not have is left out. */
export function dtoOf<T extends object>(type: Type<T>, sent: Readonly<Record<string, unknown>>): T {
  const names = fieldNames(type).filter((name) => Object.hasOwn(sent, name));
  const isPlain = (name: string) => isScalar(sent[name]) || sent[name] === null;
  // Objects stay what they are: class-transformer would look for classes in them.
  const plain = names.map((name) => [name, isPlain(name) ? sent[name] : []] as const);
  const dto = plainToInstance(type, Object.fromEntries(plain));
  for (const name of names) {
    const read = dto[name as keyof T] as unknown;
    if (!isPlain(name) && !(read instanceof Unread)) Object.assign(dto, { [name]: sent[name] });
  }
  return dto;
}

/** What is wrong with the values of a DTO: the codes are the names of its constraints. */
export function problemsOf(dto: object): Problem[] {
  return validateSync(dto).map(({ property, value, constraints = {} }): Problem => {
    const codes = Object.keys(constraints);
    codes.sort((a, b) => BASIC_LAST.indexOf(b) - BASIC_LAST.indexOf(a));
    const [code = ''] = codes;
    const unread: unknown = value;
    if (unread instanceof Unread && unread.text !== '') {
      return { code, field: property, params: { value: unread.text } };
    }
    return {
      ...{ code, field: property },
      ...(code === 'field-required' && { params: { field: property } }),
    };
  });
}
