import type { DocumentSheet } from '../document-sheet.js';
import type { Labels } from '../labels/index.js';
import type { Formats } from './paper/formats.js';
import type { Paper } from './paper/paper.js';
import type { SheetPictures } from './paper/pictures.js';

/** All that a part of the page is drawn from and on. */
export interface Composition {
  readonly paper: Paper;
  readonly sheet: DocumentSheet;
  readonly labels: Labels;
  readonly formats: Formats;
  readonly pictures: SheetPictures;
  /** What the document calls itself, such as `Factura`. */
  readonly title: string;
}

/** What the document calls itself: as its format says, else by its kind. */
export function titleOf({ title, corrects, side, stage }: DocumentSheet, labels: Labels): string {
  if (title) return title;
  return corrects && stage === 'invoice' ? labels.refund : labels.titles[side][stage];
}
