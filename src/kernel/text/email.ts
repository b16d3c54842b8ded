import { isIPv4, isIPv6 } from 'node:net';

const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;
const LONGEST_LABEL = 63;

const ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;

/**
 * Whether the text is one e-mail address in ASCII: `a@b.co`, `a@[127.0.0.1]`. Quoted names
 * (`"a b"@c.es`) and hosts without a dot (`a@b`) are refused although RFC 5321 has them: in a
 * business address book they are always typing errors.
 */
export function isEmail(text: string): boolean {
  if (text.length > LONGEST_ADDRESS) {
    return false;
  }
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  return at > 0 && isLocalPart(text.slice(0, at)) && (isHostName(domain) || isLiteral(domain));
}

function isLocalPart(text: string): boolean {
  return text.length <= LONGEST_LOCAL_PART && text.split('.').every((atom) => ATOM.test(atom));
}

function isHostName(text: string): boolean {
  const labels = text.split('.');
  return (
    labels.length > 1 &&
    labels.every((label) => label.length <= LONGEST_LABEL && LABEL.test(label)) &&
    /^[a-z]/i.test(labels.at(-1) ?? '')
  );
}

/** An IP address in square brackets: `[127.0.0.1]`, `[IPv6:::1]` (RFC 5321, 4.1.3). */
function isLiteral(text: string): boolean {
  if (!text.startsWith('[') || !text.endsWith(']')) {
    return false;
  }
  const address = text.slice(1, -1);
  return isIPv4(address) || (/^IPv6:/i.test(address) && isIPv6(address.slice(5)));
}
