import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../context/context.js';

/**
 * Refuses to delete the record whose key the `default` settings name under `setting`: new records
 * start from it.
 */
export function keepDefault(
  context: Context,
  setting: string,
  key: string | number | null | undefined,
): void {
  const value = context.settings.text(setting);
  if (value === '' || value.toLowerCase() !== String(key).toLowerCase()) return;
  refuse('default-record-can-not-be-deleted', undefined, { value, setting });
}
