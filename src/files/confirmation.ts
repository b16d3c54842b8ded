import { Confirmation, type Answer } from '../kernel/http/answer.js';
import { languageOf, type ApiRequest } from '../kernel/http/api-request.js';
import { ignoredFields } from '../kernel/http/ignored-fields.js';
import type { Translator } from '../kernel/translation/translator.js';

/**
 * The answer to a record that was saved, as the generic API gives it.
 *
 * @param data the record as JSON
 * @param ignored names of what was sent and means nothing
 */
export function savedAnswer(
  request: ApiRequest,
  translator: Translator,
  data: string,
  ignored: readonly string[],
): Answer {
  const text = translator.text('record-updated-correctly', {}, languageOf(request));
  return new Confirmation(text, data, ignoredFields(ignored));
}
