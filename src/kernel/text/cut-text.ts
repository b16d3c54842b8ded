/** The first `max` characters of a text. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  // A character takes two places at most; what lies beyond can not matter.
  return Array.from(text.slice(0, 2 * max + 1))
    .slice(0, max)
    .join('');
}
