import type { DocumentSheet } from './document-sheet.js';
import { labelsFor } from './labels/index.js';

/** What the document is called: by its format, else by its kind in its language. */
export function titleOf({ title, language, side, stage }: DocumentSheet, fallback: string): string {
  return title ?? labelsFor(language, fallback).titles[side][stage];
}
