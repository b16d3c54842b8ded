import { escapeText } from '../kernel/text/escape.js';

type Members = Readonly<Record<string, unknown>>;

const SECRET = /password|secret|token|api[-_]?key/i;

/**
 * The JSON text of a group of settings without its secrets: members, at any depth, whose name
 * speaks of a password, secret, token or API key. A text that is no JSON can not be looked
 * through and shows nothing.
 */
export function visibleProperties(json: string): string {
  const value = parsed(json);
  if (value === undefined) return '{}';
  const visible = JSON.stringify(withoutSecrets(value));
  return visible === JSON.stringify(value) ? json : visible;
}

/**
 * The stored set with these fields written over it. Secrets that the fields do not mention stay,
 * as clients can not repeat what they are not shown.
 */
export function withFields(stored: string | null, fields: Members): string {
  const before = storedMembers(stored);
  return JSON.stringify(withStoredSecrets({ ...escapedValues(before), ...fields }, before));
}

/** The new set in the place of the stored one, whose secrets stay unless it mentions them. */
export function replaced(stored: string | null, set: Members): string {
  return JSON.stringify(withStoredSecrets(set, storedMembers(stored)));
}

/** A JSON object, or the JSON text of one, else null. */
export function asMembers(value: unknown): Members | null {
  const candidate = typeof value === 'string' ? parsed(value) : value;
  return isMembers(candidate) ? candidate : null;
}

function storedMembers(stored: string | null): Members {
  return asMembers(stored) ?? {};
}

/** Other programs print settings as HTML; what they must not read as such was kept as sent. */
function escapedValues(members: Members): Members {
  return mapMembers(members, (value, name) =>
    typeof value === 'string' && value.includes('<') && !SECRET.test(name)
      ? escapeText(value)
      : value,
  );
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isMembers(value)) return value;
  const visible = Object.entries(value).filter(([name]) => !SECRET.test(name));
  return mapMembers(Object.fromEntries(visible), withoutSecrets);
}

function withStoredSecrets(next: unknown, stored: unknown): unknown {
  if (Array.isArray(next) && Array.isArray(stored)) {
    // Only where the place is still the same one: a secret must not wander to another member.
    return next.map((item: unknown, index) =>
      looksLike(item, stored[index]) ? withStoredSecrets(item, stored[index]) : item,
    );
  }
  if (!isMembers(next) || !isMembers(stored)) return next;
  const kept = Object.entries(stored).filter(
    ([name]) => SECRET.test(name) && !Object.hasOwn(next, name),
  );
  const merged = mapMembers(next, (value, name) =>
    withStoredSecrets(value, Object.hasOwn(stored, name) ? stored[name] : undefined),
  );
  return { ...merged, ...Object.fromEntries(kept) };
}

function looksLike(a: unknown, b: unknown): boolean {
  return JSON.stringify(withoutSecrets(a)) === JSON.stringify(withoutSecrets(b));
}

function mapMembers(members: Members, map: (value: unknown, name: string) => unknown): Members {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, map(value, name)]),
  );
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
