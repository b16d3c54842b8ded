/** A single value of a body; lists and objects are none. */
export type Scalar = string | number | boolean;

/** A single value as trimmed text; null for anything else. */
export function scalarText(value: unknown): string | null {
  return isScalar(value) ? String(value).trim() : null;
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What a client may call true: a number other than 0, or `true`, `yes`, `on`. */
export function truthOf(value: Scalar | null): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  const text = String(value).trim();
  return (
    /^(?:true|yes|on)$/i.test(text) || (text !== '' && Number(text) !== 0 && !isNaN(Number(text)))
  );
}

/** Whether a text says no where everything else means yes: nothing, 0, `false`, `no`, `off`. */
export function isNo(text: string): boolean {
  return /^(?:|0|false|no|off)$/i.test(text);
}
