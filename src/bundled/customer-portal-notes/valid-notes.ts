import type { Context } from 'facturanest/plugin';
import { PortalNote } from './portal-note.entity.js';

/** What a note can be for: the name of its column. */
export type Purpose = 'visible' | 'printed' | 'blocking';

/** The notes about a customer that serve a purpose on a day (`YYYY-MM-DD`), the newest first. */
export async function validNotes(
  context: Context,
  codcliente: string,
  purpose: Purpose,
  day: string,
): Promise<PortalNote[]> {
  const newestFirst = { orderBy: ['id'], descending: true };
  const notes = await context.records.list(
    PortalNote,
    { codcliente, [purpose]: true },
    newestFirst,
  );
  return notes.filter(
    ({ validfrom, validuntil }) =>
      (!validfrom || validfrom <= day) && (!validuntil || day <= validuntil),
  );
}
