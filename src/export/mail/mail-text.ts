import { cutText } from '../../kernel/text/cut-text.js';
import { escapeText, unescapeText } from '../../kernel/text/escape.js';

/** What stands for `{code}`, `{name}` and so on. */
export type Placeholders = Readonly<Record<string, string>>;

/** The texts of a message, or of a template for some. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LONGEST_SUBJECT = 200;
/** A template of so many places would grow to megabytes. */
const MOST_PLACES = 1000;
const TAG_START = /<\/?[a-z]/i;
/** A tag, without its brackets, that ends a line of text. */
const LINE_END = /^(?:br\s*\/?|\/(?:p|div|h\d|li|tr))$/i;
/** One whose content is no text. */
const CODE = /^(style|script)\b/i;

/**
 * Fills a stored template in. Its body may be HTML or plain text; the message is both.
 *
 * @param subject as it is stored, with entities
 */
export function mailText(subject: string, body: string, values: Placeholders): MailText {
  const filledSubject = fill(unescapeText(subject), values, (value) => value);
  return {
    // One line, whatever the template or a name holds.
    subject: cutText(filledSubject.replace(/\p{C}+/gu, ' ').trim(), LONGEST_SUBJECT),
    ...(hasTag(body) ? htmlBody(body, values) : plainBody(unescapeText(body), values)),
  };
}

function htmlBody(body: string, values: Placeholders): Omit<MailText, 'subject'> {
  const html = fill(body, values, asHtml);
  const text = textOf(html);
  return {
    html,
    text: unescapeText(text).replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&').trim(),
  };
}

function hasTag(body: string): boolean {
  const start = body.search(TAG_START);
  return start !== -1 && body.includes('>', start);
}

/** What HTML says, without its tags. One walk from front to back, whatever is in it. */
function textOf(html: string): string {
  const unclosed = new Set<string>();
  let text = '';
  let at = 0;
  for (;;) {
    const open = html.indexOf('<', at);
    const close = open === -1 ? -1 : html.indexOf('>', open);
    if (close === -1) return text + html.slice(at);
    const tag = html.slice(open + 1, close);
    text += html.slice(at, open) + (LINE_END.test(tag) ? '\n' : '');
    at = close + 1;
    const code = CODE.exec(tag)?.[1]?.toLowerCase();
    if (code === undefined || unclosed.has(code)) continue;
    const end = endOf(html, code, open);
    // It is looked for once: what closes nothing here closes nothing farther on either.
    if (end === -1) unclosed.add(code);
    else at = end;
  }
}

/** Where the end tag of that name ends, from a place on; -1 without one. */
function endOf(html: string, name: string, from: number): number {
  const end = name === 'style' ? /<\/style>/gi : /<\/script>/gi;
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : -1;
}

function plainBody(body: string, values: Placeholders): Omit<MailText, 'subject'> {
  const text = fill(body, values, (value) => value).trim();
  const paragraphs = text.split(/\r?\n\s*\r?\n/).map(asHtml);
  return {
    text,
    html: paragraphs.map((each) => `<p>${each.replace(/\r?\n/g, '<br>')}</p>`).join('\n'),
  };
}

/** What stands in braces and means nothing stays as it is, and so does what comes too often. */
function fill(template: string, values: Placeholders, shown: (value: string) => string): string {
  let left = MOST_PLACES;
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) && left-- > 0 ? shown(values[name] ?? '') : place,
  );
}

function asHtml(text: string): string {
  return escapeText(text.replaceAll('&', '&amp;'));
}
