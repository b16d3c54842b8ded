/** The sheets of the folder `pdf`, as the PDF service takes them: for tests, benchmark, pictures. */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('./pdf/', import.meta.url);

export const SHEETS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

/** Pictures are named by their file there. */
export function readSheet(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'), (key, value) =>
    ['logo', 'image'].includes(key) && value !== null
      ? readFileSync(new URL(value, FOLDER))
      : value,
  );
}
