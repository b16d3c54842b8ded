import { ApiError } from '../../kernel/errors/api-error.js';
import { Answer } from '../../kernel/http/answer.js';
import { languageOf, type ApiRequest } from '../../kernel/http/api-request.js';
import { wrongMethod } from '../../kernel/http/route.js';
import type { Translator } from '../../kernel/translation/translator.js';

/**
 * The key in the address of a route that does something with one record: `POST /{route}/{key}`.
 *
 * @throws ApiError 404 `api-resource-invalid` for any other address, 405 `method-not-allowed`
 */
export function actionKey({ apiPath: { id, action }, method }: ApiRequest): string {
  if (id === '' || action !== '') throw new ApiError(404, 'api-resource-invalid');
  if (method !== 'POST') {
    throw wrongMethod();
  }
  if (id.includes('\0')) throw new ApiError(404, 'record-not-found');
  return id.toWellFormed();
}

/**
 * `{"ok": …, "data": …}` and further members.
 *
 * @param data the record as JSON
 */
export function actionAnswer(
  request: ApiRequest,
  translator: Translator,
  data: string,
  more: Readonly<Record<string, unknown>>,
): Answer {
  const ok = translator.text('record-updated-correctly', {}, languageOf(request));
  const rest = JSON.stringify(more).slice(1);
  return new Answer(
    200,
    `{"ok":${JSON.stringify(ok)},"data":${data}${rest === '}' ? '' : ','}${rest}`,
  );
}
