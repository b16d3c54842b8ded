/** The first `max` characters of a text. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  // A character takes two places at most; what lies beyond can not matter.
  return Array.from(text.slice(0, 2 * max + 1))
    .slice(0, max)
    .join('');
}

/** Whether a text has more than `max` characters. */
export function isLongerThan(text: string, max: number): boolean {
  if (text.length <= max) return false;
  return text.length > 2 * max || Array.from(text).length > max;
}
