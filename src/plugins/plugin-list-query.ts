import type { FieldMap, FieldValue } from '../kernel/http/body/form-fields.js';
import type { PluginView } from './plugin-view.js';

type Test = (value: unknown, wanted: string) => boolean;

const SUFFIXES: readonly (readonly [suffix: string, test: Test])[] = [
  ['_notnull', (value) => value !== undefined],
  ['_null', (value) => value === undefined],
  ['_like', (value, wanted) => String(value).toLowerCase().includes(wanted.toLowerCase())],
  ['_gte', (value, wanted) => order(value, wanted) >= 0],
  ['_lte', (value, wanted) => order(value, wanted) <= 0],
  ['_neq', (value, wanted) => !equals(value, wanted)],
  ['_gt', (value, wanted) => order(value, wanted) > 0],
  ['_lt', (value, wanted) => order(value, wanted) < 0],
  ['', equals],
];

/** Filters and sorts plugins by `filter[…]` and `sort[…]`; conditions all hold. */
export function chosenPlugins(views: readonly PluginView[], query: FieldMap): PluginView[] {
  const filters = [...entriesOf(query.get('filter'))];
  const kept = views.filter((view) => filters.every(([name, value]) => passes(view, name, value)));
  const sorts = [...entriesOf(query.get('sort'))];
  return kept.sort((a, b) => {
    for (const [name, direction] of sorts) {
      const difference = order(memberOf(a, name), String(memberOf(b, name)));
      if (difference !== 0) return direction === 'DESC' ? -difference : difference;
    }
    return 0;
  });
}

function passes(view: PluginView, filter: string, wanted: string): boolean {
  const found = SUFFIXES.find(([suffix]) => filter.endsWith(suffix));
  if (!found) return false;
  const name = filter.slice(0, filter.length - found[0].length);
  return Object.hasOwn(view, name) && found[1](memberOf(view, name), wanted);
}

function* entriesOf(value: FieldValue | undefined): Generator<readonly [string, string]> {
  if (!(value instanceof Map)) return;
  for (const [name, each] of value) yield [name, typeof each === 'string' ? each : ''];
}

function memberOf(view: PluginView, name: string): unknown {
  return Object.hasOwn(view, name) ? view[name as keyof PluginView] : undefined;
}

/** As the reference compares: switches by whether the text stands for yes, numbers as numbers. */
function equals(value: unknown, wanted: string): boolean {
  if (typeof value === 'boolean') return value === (wanted !== '' && wanted !== '0');
  if (typeof value === 'number') return wanted.trim() !== '' && value === Number(wanted);
  return value === wanted;
}

function order(value: unknown, wanted: string): number {
  const [a, b] = [Number(value), Number(wanted)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return String(value) < wanted ? -1 : String(value) > wanted ? 1 : 0;
}
