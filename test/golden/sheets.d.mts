import type { DocumentSheet } from '../../src/export/document-sheet.js';

export const SHEETS: readonly string[];
export function readSheet(name: string): DocumentSheet;
