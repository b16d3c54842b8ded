/** The letters that are stored otherwise, and how. */
export const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const CHARACTERS = new Map([...ENTITIES].map(([character, entity]) => [entity, character]));

/**
 * The form in which free text is stored: trimmed, `<` `>` `"` `'` as entities. `&` is left
 * alone, so that escaping a stored text again changes nothing.
 */
export function escapeText(value: string): string {
  return withEntities(value.trim());
}

/**
 * The forms in which a text that somebody typed may be stored: as it is and, where that differs,
 * with its entities. Which columns are escaped is up to the rules of their models, those of
 * plugins and of other programs too; a look-up need not know it.
 */
export function storedForms(typed: string): readonly [string, ...string[]] {
  const escaped = withEntities(typed);
  return escaped === typed ? [typed] : [typed, escaped];
}

/**
 * Whether a pattern of `%` and `_` could match a stored text and not the typed one, or the other
 * way round: since it has such a letter or entity, counts letters, or is found inside of an entity.
 */
export function meetsEntities(pattern: string): boolean {
  const parts = pattern.toLowerCase().split('%').filter(Boolean);
  return (
    /[<>"'&;_]/.test(pattern) ||
    parts.some((part) => [...ENTITIES.values()].some((entity) => entity.includes(part)))
  );
}

/** A text as it sorts among stored ones: with its entities, its blanks as they are. */
export function withEntities(text: string): string {
  return text.replace(/[<>"']/g, (character) => ENTITIES.get(character) ?? character);
}

/**
 * Stored text as it was typed, for paper, spreadsheets and mail. Each entity is undone once:
 * `&amp;lt;` stays `&amp;lt;`.
 */
export function unescapeText(value: string): string {
  return value.replace(/&(?:lt|gt|quot|#39);/g, (entity) => CHARACTERS.get(entity) ?? entity);
}
