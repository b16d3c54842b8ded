import type { AnyLine } from '../../documents/index.js';
import type { SheetLine } from '../document-sheet.js';
import { readable } from './sheet-text.js';

export function sheetLine(line: Readonly<AnyLine>): SheetLine {
  return {
    reference: readable(line.referencia),
    description: readable(line.descripcion),
    showsQuantity: line.mostrar_cantidad ?? true,
    showsPrice: line.mostrar_precio ?? true,
    breaksPage: line.salto_pagina ?? false,
    quantity: line.cantidad,
    price: line.pvpunitario,
    discount: line.dtopor,
    secondDiscount: line.dtopor2,
    net: line.pvptotal,
    taxRate: line.iva,
    surchargeRate: line.recargo,
    withholdingRate: line.irpf ?? 0,
    supplied: line.suplido ?? false,
  };
}

/** Codes of the reasons for which lines bear no tax, each once, in the order of the lines. */
export function taxExceptionsOf(lines: readonly Pick<AnyLine, 'excepcioniva'>[]): string[] {
  return [...new Set(lines.flatMap(({ excepcioniva }) => excepcioniva || []))];
}
