/** So many are told; who prints more of them has read enough. */
const MOST_TOLD = 500;
const told = new Set<string>();
let fresh = '';

/** Remembers a character that no font has a glyph for, unless it was told before. */
export function noteMissing(character: string): void {
  if (told.size >= MOST_TOLD || told.has(character)) return;
  told.add(character);
  fresh += character;
}

/** Those that came up since the last call, each once in the life of the thread. */
export function takeMissing(): string {
  const taken = fresh;
  fresh = '';
  return taken;
}
