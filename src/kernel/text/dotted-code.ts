/**
 * The code that a person abbreviated with one dot: the part before it, zeros, the part after it,
 * `length` characters in all. `4309.1` is `4309000001`. Any other text stays as it is.
 */
export function expandedCode(text: string, length: number): string {
  const [left = '', right, ...more] = text.split('.');
  if (right === undefined || more.length > 0) return text;
  return left + '0'.repeat(Math.max(0, length - left.length - right.length)) + right;
}
