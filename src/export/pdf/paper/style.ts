import type { FontName } from './font-name.js';

/** A4 in points; every measure of the paper is one. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const LEFT = 50;
export const RIGHT = PAGE.width - LEFT;
export const WIDTH = RIGHT - LEFT;
export const TOP = 42;
/** Nothing but the foot of the page lies below. */
export const BOTTOM = PAGE.height - 56;
/** Where the text of sections begins; their titles hang to the left of it. */
export const SECTION_INDENT = 116;
/** Pictures that plugins add are so wide. */
export const PICTURE_WIDTH = 110;

export const INK = '#15191e';
const SOFT = '#59626d';
export const HAIRLINE = { width: 0.4, color: '#cfd4da' } as const;
export const RULE = { width: 0.8, color: INK } as const;
export const WATERMARK_COLOR = '#f8efee';
const PAID_COLOR = '#1f6b45';

export interface TextStyle {
  readonly font: FontName;
  readonly size: number;
  /** From one line to the next. */
  readonly leading: number;
  readonly color: string;
}

function style(font: FontName, size: number, leading: number, color = INK): TextStyle {
  return { font, size, leading, color };
}

export const STYLES = {
  wordmark: style('bold', 16, 19),
  longWordmark: style('bold', 11, 14),
  company: style('regular', 8.5, 11.5, SOFT),
  title: style('bold', 22, 26),
  titleCode: style('regular', 22, 26, SOFT),
  draft: style('bold', 9, 12, '#a8352b'),
  label: style('regular', 8, 12, SOFT),
  body: style('regular', 9, 12),
  strong: style('bold', 9, 12),
  name: style('bold', 10, 13),
  soft: style('regular', 8, 11, SOFT),
  tableHead: style('bold', 7.5, 10, SOFT),
  small: style('regular', 8.5, 11.5),
  total: style('bold', 11, 16),
  grandTotal: style('bold', 15, 18),
  paid: style('bold', 8.5, 11.5, PAID_COLOR),
  legal: style('regular', 7, 9.2, SOFT),
  running: style('regular', 7.5, 10, SOFT),
  watermark: style('bold', 110, 110, WATERMARK_COLOR),
} as const;
