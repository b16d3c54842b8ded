import { escapeText, unescapeText } from '../kernel/text/escape.js';

/**
 * The JSON text of a context as it is stored: escaped as texts are, which other programs count on,
 * but so that it can be told which entities are its own. What is stored already stays.
 */
export function storedContext(text: string): string {
  const json = parsed(text) === undefined ? text : text.replaceAll('&', '\\u0026');
  return escapeText(json);
}

/** A stored context as JSON text; what is none, since others wrote it, as it is stored. */
export function shownContext(stored: string): string {
  const json = unescapeText(stored);
  return parsed(json) === undefined ? stored : json;
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
