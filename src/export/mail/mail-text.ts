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
const TAG = /<\/?[a-z][^>]*>/i;

/**
 * Fills a stored template in. Its body may be HTML or plain text; the message is both.
 *
 * @param subject as it is stored, with entities
 */
export function mailText(subject: string, body: string, values: Placeholders): MailText {
  const filledSubject = fill(unescapeText(subject), values, (value) => value);
  return {
    // One line, whatever the template or a name holds.
    subject: filledSubject
      .replace(/\p{C}+/gu, ' ')
      .trim()
      .slice(0, LONGEST_SUBJECT),
    ...(TAG.test(body) ? htmlBody(body, values) : plainBody(unescapeText(body), values)),
  };
}

function htmlBody(body: string, values: Placeholders): Omit<MailText, 'subject'> {
  const html = fill(body, values, asHtml);
  const text = html
    .replace(/<br\s*\/?>|<\/(?:p|div|h\d|li|tr)>/gi, '\n')
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]*>/g, '');
  return {
    html,
    text: unescapeText(text).replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&').trim(),
  };
}

function plainBody(body: string, values: Placeholders): Omit<MailText, 'subject'> {
  const text = fill(body, values, (value) => value).trim();
  const paragraphs = text.split(/\r?\n\s*\r?\n/).map(asHtml);
  return {
    text,
    html: paragraphs.map((each) => `<p>${each.replace(/\r?\n/g, '<br>')}</p>`).join('\n'),
  };
}

/** What stands in braces and means nothing stays as it is. */
function fill(template: string, values: Placeholders, shown: (value: string) => string): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? shown(values[name] ?? '') : place,
  );
}

function asHtml(text: string): string {
  return escapeText(text.replaceAll('&', '&amp;'));
}
