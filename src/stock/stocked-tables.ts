import { asFlag, asNumber, asText, freeText, namedTable } from '../kernel/database/sql-table.js';

/*
 * What stock asks of the tables of the catalogue and writes to them. The catalogue imports this
 * folder, so they are reached by name.
 */

export const VARIANTS = namedTable('variantes', {
  referencia: freeText,
  idproducto: asNumber,
  stockfis: asNumber,
});

export const PRODUCTS = namedTable('productos', {
  idproducto: asNumber,
  nostock: asFlag,
  ventasinstock: asFlag,
  stockfis: asNumber,
  actualizado: asText,
});
