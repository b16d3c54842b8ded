const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;
const SCRIPT = /^(?:javascript|vbscript|data):/i;
const WITHOUT_HOST = /^(?:mailto|news|file):./i;
const WITH_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i;

/**
 * Whether the text is an absolute address (`https://x.es/a`, `mailto:a@b.c`) or starts with
 * `www.`. Addresses that would run code in the browser of whoever clicks them are refused;
 * international names must come as punycode.
 */
export function isWebAddress(text: string): boolean {
  if (!PRINTABLE_ASCII.test(text) || SCRIPT.test(text)) {
    return false;
  }
  const address = /^www\.[a-z0-9]/i.test(text) ? `https://${text}` : text;
  if (!URL.canParse(address)) {
    return false;
  }
  return (
    WITHOUT_HOST.test(address) ||
    (WITH_HOST.test(address) && !new URL(address).hostname.includes('..'))
  );
}
