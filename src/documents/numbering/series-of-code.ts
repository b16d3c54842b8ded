import type { Context } from '../../models/index.js';
import { Series } from './series.entity.js';

/** The series of that code, in whatever case; null for none. */
export async function seriesOf(codserie: string, { records }: Context): Promise<Series | null> {
  const code = codserie.toLowerCase();
  return (await records.all(Series)).find((each) => each.codserie.toLowerCase() === code) ?? null;
}
