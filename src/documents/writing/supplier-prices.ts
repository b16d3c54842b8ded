import { SupplierProduct } from '../../catalogue/index.js';
import { fold } from '../../kernel/database/fold.js';
import type { Context } from '../../models/index.js';
import type { AnyDocument, AnyLine, DocumentKind } from '../kinds/document-kind.js';

/**
 * Keeps what suppliers ask: the prices of a purchase document become those of its supplier, where
 * the setting `updatesupplierprices` is on, unless a newer document has said otherwise.
 */
export async function feedSupplierPrices(
  { side }: DocumentKind,
  document: Readonly<AnyDocument>,
  lines: readonly AnyLine[],
  context: Context,
): Promise<void> {
  if (side === 'sales' || !document.codproveedor || !context.settings.isOn('updatesupplierprices'))
    return;
  const priced = lines.filter(
    ({ referencia, idproducto, cantidad, pvpunitario }) =>
      referencia && idproducto && cantidad > 0 && pvpunitario > 0,
  );
  if (priced.length === 0) return;
  const { codproveedor, coddivisa } = document;
  const moment = `${document.fecha} ${document.hora ?? '00:00:00'}`;
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
