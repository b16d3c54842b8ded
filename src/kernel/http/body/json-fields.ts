import type { FieldLimits } from './form-fields.js';
import { RequestError } from '../request-error.js';

/**
 * The members of a JSON object as fields without prototype, on any level; none for an empty text.
 *
 * @throws RequestError 400 `invalid-json`, `invalid-encoding`, `too-many-fields`, `too-deep`
 */
export function jsonFields(text: string, limits: FieldLimits): Record<string, unknown> {
  if (text.trim() === '') return Object.create(null) as Record<string, unknown>;
  assertJsonBounds(text, limits);
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestError(400, 'invalid-json');
  }
  return withoutPrototype(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError(400, 'invalid-json');
  }
}

/** Counts before parsing: millions of nested brackets would cost gigabytes once parsed. */
function assertJsonBounds(text: string, limits: FieldLimits): void {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (inString) at += character === '\\' ? 1 : 0;
    else if (character === ',') values += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === '{' || character === '[') {
      depth += 1;
      values += 1;
      if (depth > limits.depth) throw new RequestError(400, 'too-deep');
    }
    if (values > limits.fields) throw new RequestError(400, 'too-many-fields');
  }
}

function withoutPrototype(object: object): Record<string, unknown> {
  const fields = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(object)) {
    assertWellFormed(key, key.toWellFormed());
    fields[key] = storable(value, key);
  }
  return fields;
}

/** JSON can spell values that neither a database nor JSON itself can hold. */
function storable(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((item) => storable(item, field));
  if (typeof value === 'object' && value !== null) return withoutPrototype(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RequestError(400, 'invalid-json', field);
  }
  if (typeof value === 'string') assertWellFormed(value, field);
  return value;
}

function assertWellFormed(text: string, field: string): void {
  if (!text.isWellFormed()) throw new RequestError(400, 'invalid-encoding', field);
}
