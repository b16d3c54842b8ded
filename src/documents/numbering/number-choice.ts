import type { Day } from '../../kernel/dates/calendar.js';

/** What the choice of a number needs to know of a sequence. */
export interface Counting {
  readonly inicio: number;
  /** The next number, as the sequence has it. */
  readonly numero: number;
  readonly usarhuecos: boolean;
}

/** When and in which fiscal year a document stands. */
export interface Dated {
  readonly codejercicio: string;
  readonly fecha: Day;
  readonly hora: string | null;
}

/** An earlier document of the sequence. */
export interface NumberedDocument extends Dated {
  readonly numero: number;
}

export interface NumberChoice {
  readonly numero: number;
  /** What the sequence is to hold afterwards. */
  readonly next: number;
  /** The document above a gap that is filled: the new one takes over its date and time. */
  readonly above?: Dated;
}

/** How far below the highest number gaps are looked for. */
export const GAP_DEPTH = 1000;

/**
 * The number of the next document of a sequence. Gaps are filled from the top down, within the
 * fiscal year of the document (documents specification, 4.3).
 *
 * @param earlier the highest numbers first, at most `GAP_DEPTH` of them
 */
export function chooseNumber(
  sequence: Counting,
  document: Dated,
  earlier: readonly NumberedDocument[],
): NumberChoice {
  const { inicio, usarhuecos } = sequence;
  const [highest] = earlier;
  if (!highest) {
    const numero = usarhuecos ? inicio : sequence.numero;
    return { numero, next: numero + 1 };
  }
  const goesOn = highest.numero >= sequence.numero || usarhuecos;
  const next = goesOn ? highest.numero + 1 : sequence.numero;
  const gap = usarhuecos ? gapIn(earlier, next, inicio, document) : null;
  return gap ? { ...gap, next } : { numero: next, next: next + 1 };
}

function gapIn(
  earlier: readonly NumberedDocument[],
  next: number,
  inicio: number,
  document: Dated,
): { numero: number; above: Dated } | null {
  let expected = next - 1;
  let above: Dated = document;
  const fits = () => expected >= inicio && above.codejercicio === document.codejercicio;
  for (const { numero, codejercicio, fecha, hora } of earlier) {
    if (numero !== expected && fits()) return { numero: expected, above };
    expected -= 1;
    above = { codejercicio, fecha, hora };
  }
  return expected >= next - GAP_DEPTH && fits() ? { numero: expected, above } : null;
}
