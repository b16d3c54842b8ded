const ENTITIES = new Map([
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
  return value.trim().replace(/[<>"']/g, (character) => ENTITIES.get(character) ?? character);
}

/**
 * Stored text as it was typed, for paper, spreadsheets and mail. Each entity is undone once:
 * `&amp;lt;` stays `&amp;lt;`.
 */
export function unescapeText(value: string): string {
  return value.replace(/&(?:lt|gt|quot|#39);/g, (entity) => CHARACTERS.get(entity) ?? entity);
}
