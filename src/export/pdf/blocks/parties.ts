import type { SheetMoney, SheetShipping } from '../../document-sheet.js';
import type { Labels } from '../../labels/index.js';
import { addressLines, taxIdLine } from './addresses.js';
import { drawPicture } from './blocks.js';
import type { Composition } from '../composition.js';
import type { Paper } from '../paper/paper.js';
import { LEFT, PICTURE_WIDTH, RIGHT, STYLES, type TextStyle } from '../paper/style.js';

const GAP = 20;
const FACTS_WIDTH = 150;

/** Customer or supplier, where the goods go, and the facts of the document, side by side. */
export function drawParties(composition: Composition): void {
  const { paper, sheet, labels } = composition;
  const top = paper.y + 8;
  const ends: number[] = [];
  const beside = (draw: () => void) => {
    paper.y = top;
    draw();
    ends.push(paper.y);
  };
  const block = headingPicture(composition);
  const right = block ? RIGHT - PICTURE_WIDTH - GAP : RIGHT;
  if (block) {
    beside(() => {
      paper.y += 4;
      drawPicture(composition, block, RIGHT - PICTURE_WIDTH);
    });
  }
  beside(() => drawFacts(composition, right - FACTS_WIDTH, right));
  const { subject, shipping } = sheet;
  const room = right - FACTS_WIDTH - GAP - LEFT;
  const width = shipping ? room * 0.54 - GAP / 2 : room;
  const role = sheet.side === 'sales' ? labels.heading.customer : labels.heading.supplier;
  const lines = [taxIdLine(subject), ...addressLines(subject.address)];
  beside(() => drawParty(paper, { left: LEFT, width, role, name: subject.name, lines }));
  if (shipping) {
    const left = LEFT + width + GAP;
    beside(() =>
      drawParty(paper, {
        left,
        width: room - width - GAP,
        role: labels.heading.shipTo,
        name: shipping.name,
        lines: shippingLines(shipping, labels),
      }),
    );
  }
  paper.y = Math.max(...ends);
}

function shippingLines(shipping: SheetShipping, { heading }: Labels): string[] {
  const { address, carrier, trackingCode } = shipping;
  return [
    ...addressLines(address),
    carrier && `${heading.carrier}: ${carrier}`,
    trackingCode && `${heading.trackingCode}: ${trackingCode}`,
  ];
}

/** The first block with a picture for the heading: a QR code belongs where eyes begin. */
export function headingPicture({ sheet: { blocks }, pictures }: Composition) {
  return blocks.find((block) => block.place === 'heading' && pictures.blocks.has(block));
}

interface Party {
  readonly left: number;
  readonly width: number;
  readonly role: string;
  readonly name: string;
  readonly lines: readonly string[];
}

function drawParty(paper: Paper, { left, width, role, name, lines }: Party): void {
  const put = (text: string, style: TextStyle) => {
    for (const line of paper.lines(text, width, style)) {
      paper.y += style.leading;
      paper.text(line, left, paper.y, style);
    }
  };
  put(role, STYLES.label);
  paper.y += 2;
  if (name) put(name, STYLES.name);
  for (const line of lines.filter(Boolean)) put(line, STYLES.body);
}

function drawFacts({ paper, sheet, labels, formats }: Composition, left: number, right: number) {
  const { heading } = labels;
  const { corrects, money, payment } = sheet;
  const original = corrects
    ? [corrects.code, corrects.day && formats.day(corrects.day)].filter(Boolean).join(' · ')
    : '';
  const reference = sheet.side === 'sales' ? heading.yourReference : heading.supplierNumber;
  const facts: readonly (readonly [label: string, value: string])[] = [
    [heading.day, formats.day(sheet.day)],
    [heading.operationDay, sheet.operationDay ? formats.day(sheet.operationDay) : ''],
    [heading.number, sheet.number],
    [heading.series, sheet.series],
    [heading.corrects, original],
    [reference, sheet.reference],
    [heading.validUntil, payment?.validUntil ? formats.day(payment.validUntil) : ''],
    [heading.currency, money.currencyCode === 'EUR' ? '' : currencyOf(money)],
  ];
  for (const [label, value] of facts) {
    if (value === '') continue;
    const style = STYLES.body;
    const room = right - left - paper.width(label, STYLES.label) - 8;
    const lines = paper.lines(value, room, style);
    paper.text(label, left, paper.y + style.leading, STYLES.label);
    for (const line of lines) {
      paper.y += style.leading;
      paper.textRight(line, right, paper.y, style);
    }
    paper.y += 2;
  }
}

function currencyOf({ currencyCode, currencyName }: SheetMoney): string {
  return currencyName && currencyName !== currencyCode
    ? `${currencyName} (${currencyCode})`
    : currencyCode;
}
