import { SupplierProduct } from '../../catalogue/index.js';
import { fold } from '../../kernel/database/fold.js';
import type { AnyLine } from '../kinds/document-kind.js';
import type { OpenDocument } from '../open-document.js';

/**
 * Keeps what suppliers ask: the prices of a purchase document become those of its supplier, where
 * the setting `updatesupplierprices` is on, unless a newer document has said otherwise.
 */
export async function feedSupplierPrices(
  { kind, record, context }: OpenDocument,
  lines: readonly AnyLine[],
): Promise<void> {
  const { codproveedor, coddivisa, fecha, hora } = record;
  if (kind.side === 'sales' || !codproveedor || !context.settings.isOn('updatesupplierprices'))
    return;
  const priced = lines.filter(
    ({ referencia, idproducto, cantidad, pvpunitario }) =>
      referencia && idproducto && cantidad > 0 && pvpunitario > 0,
  );
  if (priced.length === 0) return;
  const moment = `${fecha} ${hora ?? '00:00:00'}`;
  const actualizado = moment < context.now ? moment : context.now;
  const referencia = [...new Set(priced.map((line) => line.referencia))];
  const known = await context.records.list(SupplierProduct, {
    codproveedor,
    coddivisa,
    referencia,
  });
  const offers = new Map(known.map((offer) => [fold(offer.referencia ?? ''), offer]));
  for (const line of priced) {
    const { pvpunitario: precio, dtopor, dtopor2, idproducto } = line;
    const terms = { precio, dtopor, dtopor2, idproducto, actualizado };
    const reference = fold(line.referencia ?? '');
    const offer = offers.get(reference);
    if (offer && (offer.actualizado ?? '') > actualizado) continue;
    const saved = offer
      ? await context.records.update(SupplierProduct, offer, terms)
      : await context.records.insert(SupplierProduct, {
          codproveedor,
          coddivisa,
          referencia: line.referencia,
          ...terms,
        });
    offers.set(reference, saved);
  }
}
