import { readFile } from 'node:fs/promises';
import { InvalidRequestError } from '../../kernel/errors/refusal.js';
import type { UploadedFile } from '../../kernel/http/body/body-reader.js';
import type { ChartFields } from './chart-fields.js';

/**
 * The text of a chart that was sent: in the field `csv`, else as the first file.
 *
 * @throws InvalidRequestError `field-required`, `invalid-encoding`
 */
export async function chartText(
  { csv }: ChartFields,
  [file]: readonly UploadedFile[],
): Promise<string> {
  if (csv) return csv;
  if (!file) {
    const problems = [{ code: 'field-required', field: 'csv', params: { field: 'csv' } }];
    throw new InvalidRequestError('invalid-parameters', { problems });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file.path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const problems = [{ code: 'invalid-encoding', field: file.field }];
    throw new InvalidRequestError('invalid-parameters', { problems });
  }
}
