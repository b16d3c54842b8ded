import type { INestApplicationContext } from '@nestjs/common';
import type { CustomResource } from '../kernel/openapi/openapi-part.js';
import { CUSTOM_RESOURCES, Registry } from '../models/index.js';

const MOST_SUGGESTIONS = 3;

/** Every name that a permission can be given for, those of the enabled plugins too. */
export function resourceNames(app: INestApplicationContext): string[] {
  const models = app.get(Registry).all.map(({ resource }) => resource);
  const custom = app.get<readonly CustomResource[]>(CUSTOM_RESOURCES, { strict: false });
  return [...models, ...custom.map(({ name }) => name)].sort();
}

/** The names that somebody may have meant who wrote `wrong`, best first. */
export function nearestNames(wrong: string, names: readonly string[]): string[] {
  const wanted = wrong.toLowerCase();
  const farthest = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .map((name) => ({ name, distance: closeness(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ name }) => name);
}

/** The edits between two texts; fewer when one holds the other. */
function closeness(a: string, b: string): number {
  const edits = editDistance(a, b);
  const holds = a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a));
  return holds ? Math.min(edits, 1 + Math.abs(a.length - b.length) / 10) : edits;
}

/** How many letters must be added, dropped or replaced to get from one text to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
