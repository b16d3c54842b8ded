import { foldCode } from '../kernel/database/fold.js';
import { unescapeText } from '../kernel/text/escape.js';

/**
 * Provinces of Spain that have several names: those of the INE (also with their article behind a
 * comma, as it lists them) and of the languages spoken there, the Spanish ones, and those before
 * their change of name.
 */
const SEVERAL_NAMES: readonly (readonly string[])[] = [
  ['Araba/Álava', 'Araba', 'Álava'],
  ['Alicante/Alacant', 'Alicante', 'Alacant'],
  ['Asturias', 'Principado de Asturias', 'Asturies', 'Oviedo'],
  ['Illes Balears', 'Islas Baleares', 'Baleares', 'Balears'],
  ['Bizkaia', 'Vizcaya'],
  ['Cantabria', 'Santander'],
  ['Castellón/Castelló', 'Castellón', 'Castelló', 'Castellón de la Plana', 'Castelló de la Plana'],
  ['A Coruña', 'La Coruña', 'Coruña'],
  ['Gipuzkoa', 'Guipúzcoa'],
  ['Girona', 'Gerona'],
  ['La Rioja', 'Rioja', 'Logroño'],
  ['Las Palmas', 'Palmas', 'Las Palmas de Gran Canaria'],
  ['Lleida', 'Lérida'],
  ['Madrid', 'Comunidad de Madrid'],
  ['Murcia', 'Región de Murcia'],
  ['Navarra', 'Nafarroa', 'Comunidad Foral de Navarra'],
  ['Ourense', 'Orense'],
  ['Santa Cruz de Tenerife', 'Sta. Cruz de Tenerife', 'Tenerife'],
  ['Valencia/València', 'Valencia', 'València'],
];

const GROUPS = new Map(
  SEVERAL_NAMES.flatMap((names) => {
    const plain = names.map(plainName);
    return plain.map((name) => [name, plain] as const);
  }),
);

/** Whether two names, typed or stored, mean the same province. */
export function isSameProvince(one: string, other: string): boolean {
  const spellings = provinceSpellings(one);
  return provinceSpellings(other).some((each) => spellings.includes(each));
}

/**
 * What the name of a province, typed or stored, compares by, its own spelling first: without case,
 * accents, and with its article in front; then its halves in two languages, and its other names.
 */
export function provinceSpellings(name: string): readonly string[] {
  const own = [name, ...name.split('/')].map(plainName).filter(Boolean);
  return [...new Set([...own, ...own.flatMap((each) => GROUPS.get(each) ?? [])])];
}

/** `Coruña, A` and `Coruña (A)` as `a coruna`. */
function plainName(name: string): string {
  const words = foldCode(unescapeText(name).replace(/[\u2018\u2019\u00b4`]/g, "'"))
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
  const [, rest, article] = /^([^,(]+)(?:, ?| ?\()([^,()]{1,6})\)?$/.exec(words) ?? [];
  return rest !== undefined && article !== undefined ? `${article} ${rest.trimEnd()}` : words;
}
