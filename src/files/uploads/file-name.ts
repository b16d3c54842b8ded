import { escapeText } from '../../kernel/text/escape.js';
import { normalForm } from '../../kernel/text/normal-form.js';

/** What a file is called, in the three forms that it takes. */
export interface FileName {
  /** As records show it: lower case, without folders, escaped, at most 100 characters. */
  readonly shown: string;
  /** Of ASCII letters, digits and underscores only, for its place in the store; may be empty. */
  readonly slug: string;
  /** Of ASCII letters and digits only, without a dot; may be empty. */
  readonly extension: string;
}

const LONGEST = 100;
/** Longer ones are no extensions but parts of the name. */
const EXTENSION = /\.([^.\s]{1,20})$/;
/** A server in front might run these, or show them as pages of its own. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  ...['htaccess', 'htm', 'html', 'phar', 'php', 'php3', 'php4', 'php5', 'php7', 'php8'],
  ...['pht', 'phtm', 'phtml', 'phps', 'shtml'],
]);
/** Invisible, or turning the direction of what follows: names must not pretend to be others. */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', þ: 'th' },
};

/** The name that a client gave to a file, made harmless. */
export function fileNameOf(sent: string): FileName {
  const base = normalForm(sent.toWellFormed(), 'NFC').split(/[\\/]/).at(-1) ?? '';
  const name = base.replace(INVISIBLE, '').toLowerCase().trim();
  const ending = EXTENSION.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return {
    shown: shortened(stem, ending) || 'file',
    slug: slugOf(stem),
    extension: ascii(ending).replace(/[^a-z0-9]/g, ''),
  };
}

/** Whether files of that extension are refused. */
export function isForbidden({ extension }: Pick<FileName, 'extension'>): boolean {
  return FORBIDDEN.has(extension);
}

/** ASCII letters, digits and single underscores between, at most 100. */
export function slugOf(text: string): string {
  const slug = ascii(text).replace(/[^a-z0-9]+/g, '_');
  return slug.slice(0, LONGEST).replace(/^_|_$/g, '');
}

function ascii(text: string): string {
  const plain = normalForm(text, 'NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[ßæœøđðħıłþ]/g, (letter) => LETTERS[letter] ?? letter);
}

/** The stem is cut before the escaping: half an entity would be text. */
function shortened(stem: string, ending: string): string {
  const letters = [...stem].slice(0, LONGEST);
  const escaped = () => escapeText(letters.join('') + ending);
  while ([...escaped()].length > LONGEST) letters.pop();
  return escaped();
}
