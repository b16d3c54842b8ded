import type { ApiRequest } from '../../kernel/http/api-request.js';
import { csvStyleOf, type CsvStyle } from '../../kernel/text/csv.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import type { IgnoredParameters } from './ignored-parameters.js';

export type ListFormat = 'json' | 'csv' | 'xlsx';

/** What a list is read by, of its request. */
export type ListRequest = Pick<ApiRequest, 'url' | 'headers' | 'accepts'>;

/** The parameter that names the format of a list, whatever `Accept` says. */
export const FORMAT = 'format';

/** The parameter that names the language whose decimal sign a CSV file has. */
export const LOCALE = 'locale';
const LANGUAGE = /^[a-z]{2}(?:[_-][a-z]{2})?$/i;

export const MEDIA_TYPES: Readonly<Record<ListFormat, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const FORMATS = Object.keys(MEDIA_TYPES) as ListFormat[];
/** Whoever takes these first takes JSON. */
const ANYTHING = ['application/json', 'application/*', '*/*'];

/**
 * How a list is to be written: as the parameter says, else as the first type of `Accept` that is
 * one of ours, else as JSON. A list is never refused for what a client accepts.
 */
export function listFormat(
  parameters: FieldMap,
  request: ListRequest,
  ignored: IgnoredParameters,
): ListFormat {
  const named = parameters.get(FORMAT) ?? '';
  const format = FORMATS.find((each) => typeof named === 'string' && each === named.toLowerCase());
  if (format) return format;
  if (named !== '') ignored.add(FORMAT);
  return acceptedFormat(request);
}

/** How a CSV file is written: as the parameter says, else in the language of the server. */
export function csvStyle(
  parameters: FieldMap,
  server: string,
  ignored: IgnoredParameters,
): CsvStyle {
  const named = parameters.get(LOCALE) ?? '';
  if (typeof named === 'string' && LANGUAGE.test(named)) return csvStyleOf(named);
  if (named !== '') ignored.add(LOCALE);
  return csvStyleOf(server);
}

/** Most clients name none of the types of files: then the order of theirs need not be found. */
const NAMES_FILE = /csv|spreadsheetml/i;

function acceptedFormat(request: ListRequest): ListFormat {
  if (!NAMES_FILE.test(request.headers.accept ?? '')) return 'json';
  for (const accepted of request.accepts()) {
    const type = accepted.toLowerCase();
    if (ANYTHING.includes(type)) return 'json';
    const format = FORMATS.find((each) => MEDIA_TYPES[each] === type);
    if (format) return format;
  }
  return 'json';
}
