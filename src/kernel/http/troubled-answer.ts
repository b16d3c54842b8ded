import { TooManyStreamsError, troubleOf } from '../database/database-error.js';
import { NoSqlValue } from '../database/sql-value.js';
import { ApiError } from '../errors/api-error.js';

const SOON = { headers: { 'Retry-After': '2' } };
/** Others are read to their end first. */
const AFTER_OTHERS = { headers: { 'Retry-After': '10' } };
/** Whatever took too long will take as long again. */
const LATER = { headers: { 'Retry-After': '30' } };

/** The answer to what the database or a disk could not do; null for a mistake of ours. */
export function troubledAnswer(error: unknown): ApiError | null {
  if (error instanceof NoSqlValue && typeof error.value === 'number') {
    return new ApiError(400, 'no-finite-number', { params: { value: String(error.value) } });
  }
  if (error instanceof TooManyStreamsError) return new ApiError(503, 'streams-busy', AFTER_OTHERS);
  switch (troubleOf(error)) {
    case 'unavailable':
      return new ApiError(503, 'database-unavailable', SOON);
    case 'too-long':
      return new ApiError(503, 'statement-timeout', LATER);
    case 'full':
      return new ApiError(507, 'storage-full');
    case 'incomparable':
      return new ApiError(400, 'incomparable-text');
    case 'hard-pattern':
      return new ApiError(400, 'invalid-filter');
    default:
      return null;
  }
}
