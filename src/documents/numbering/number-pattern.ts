import type { Language } from '../../kernel/config/config.js';
import type { Day } from '../../kernel/dates/calendar.js';
import { presentDay } from '../../kernel/dates/calendar.js';

/** What a document gives to its printed code. */
export interface Numbered {
  readonly fecha: Day;
  /** `HH:MM:SS` */
  readonly hora: string | null;
  readonly codejercicio: string;
  readonly codserie: string;
  readonly numero: number | string;
}

/** Longest code that the documents can hold. */
export const LONGEST_CODE = 20;

const PLACEHOLDER = /\{([A-Z0-9]+)\}/g;

/**
 * The printed code of a document: the pattern with its placeholders filled in. Text after a `|`
 * is a filter: `M` upper case, `m` lower case, `P` first letter upper, `T` each word upper. A
 * placeholder that means nothing stays as it is.
 *
 * @param digits to which `{0NUM}` is padded
 */
export function printedCode(
  pattern: string,
  document: Numbered,
  digits: number,
  language: Language,
): string {
  const [template = '', ...filters] = pattern.split('|');
  const values = placeholders(document, digits, language);
  const text = template.replace(PLACEHOLDER, (place, name: string) => values.get(name) ?? place);
  return filters.reduce(filtered, text);
}

/** Whether codes of the pattern tell documents of one day apart. */
export function hasNumber(pattern: string): boolean {
  return /\{0?NUM\}/.test(pattern.split('|')[0] ?? '');
}

function placeholders(
  { fecha, hora, codejercicio, codserie, numero }: Numbered,
  digits: number,
  language: Language,
): ReadonlyMap<string, string> {
  const day = presentDay(fecha);
  const time = hora ?? '00:00:00';
  return new Map([
    ['FECHA', day],
    ['HORA', time],
    ['FECHAHORA', `${day} ${time}`],
    ['ANYO', fecha.slice(0, 4)],
    ['ANYO2', fecha.slice(2, 4)],
    ['MES', fecha.slice(5, 7)],
    ['DIA', fecha.slice(8, 10)],
    ['EJE', codejercicio],
    ['EJE2', codejercicio.slice(-2)],
    ['SERIE', codserie],
    ['0SERIE', codserie.padStart(2, '0')],
    ['NUM', String(numero)],
    ['0NUM', String(numero).padStart(digits, '0')],
    ['NOMBREMES', monthName(fecha, language)],
  ]);
}

/** To make one takes longer than the rest of a code. */
const monthFormats = new Map<Language, Intl.DateTimeFormat>();

function monthName(fecha: Day, language: Language): string {
  const format =
    monthFormats.get(language) ??
    new Intl.DateTimeFormat(language.slice(0, 2), { month: 'long', timeZone: 'UTC' });
  monthFormats.set(language, format);
  return format.format(new Date(`${fecha}T00:00:00Z`));
}

function filtered(text: string, filter: string): string {
  switch (filter) {
    case 'M':
      return text.toUpperCase();
    case 'm':
      return text.toLowerCase();
    case 'P':
      return text.slice(0, 1).toUpperCase() + text.slice(1);
    case 'T':
      return text.replace(/(?<!\S)\S/g, (letter) => letter.toUpperCase());
    default:
      return text;
  }
}
