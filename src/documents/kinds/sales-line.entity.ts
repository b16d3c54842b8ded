import { Bool, Money } from '../../models/index.js';
import { DocumentLine } from './document-line.entity.js';

/** A line of a document for a customer. */
export abstract class SalesLine extends DocumentLine {
  @Money('Cost of one unit when the line was made', { initial: 0 })
  coste!: number | null;

  @Bool('True to print the quantity', { default: true })
  mostrar_cantidad!: boolean | null;

  @Bool('True to print the price', { default: true })
  mostrar_precio!: boolean | null;

  @Bool('True to start a new printed page at this line', { default: false })
  salto_pagina!: boolean | null;
}
