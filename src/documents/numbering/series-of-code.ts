import type { Context } from '../../models/index.js';
import { Series } from './series.entity.js';

/**
 * The series of that code, in whatever case; null for none. A document has no code yet where neither
 * the request nor the customer nor the settings name one: that is refused when it is saved.
 */
export async function seriesOf(
  codserie: string | null,
  { records }: Context,
): Promise<Series | null> {
  const code = codserie?.toLowerCase();
  return (await records.all(Series)).find((each) => each.codserie.toLowerCase() === code) ?? null;
}
