import { describe, expect, it } from 'vitest';
import type { InstalledPlugin } from './discovery.js';
import { dependentsOf, lineUp } from './lineup.js';
import { definePlugin } from './plugin-definition.js';
import type { PluginStates } from './plugin-states.js';

const SERVER = '1.4.2';

describe('the lineup', () => {
  it('has plugins behind those that they require, else by name', () => {
    const { active, problems } = lineUp(
      [plugin('a', ['c']), plugin('b'), plugin('c', ['d']), plugin('d')],
      enabled('a', 'b', 'c', 'd'),
      SERVER,
    );
    expect(active.map(({ name }) => name)).toEqual(['b', 'd', 'c', 'a']);
    expect(problems.size).toBe(0);
  });

  it('leaves out what is not enabled, and says why what is enabled can not run', () => {
    const installed = [
      plugin('needy', ['off']),
      plugin('off'),
      plugin('behind', ['needy']),
      plugin('newer', [], '^2.0.0'),
      { name: 'broken', folder: 'broken', definition: null, error: 'syntax' },
    ];
    const states = enabled('needy', 'behind', 'newer', 'broken', 'gone');
    const { active, problems } = lineUp(installed, states, SERVER);
    expect(active).toEqual([]);
    expect(Object.fromEntries([...problems].map(([name, { code }]) => [name, code]))).toEqual({
      needy: 'plugin-needed',
      behind: 'plugin-needed',
      newer: 'plugin-not-compatible',
      broken: 'plugin-not-loaded',
      gone: 'plugin-not-found',
    });
    expect(problems.get('needy')?.params).toEqual({ name: 'needy', needed: 'off' });
    expect(problems.get('broken')?.params).toEqual({ name: 'broken', reason: 'syntax' });
  });

  it('runs neither of two that require each other', () => {
    const installed = [plugin('a', ['b']), plugin('b', ['a'])];
    const { active, problems } = lineUp(installed, enabled('a', 'b'), SERVER);
    expect([active, problems.size]).toEqual([[], 2]);
  });

  it('knows who requires whom', () => {
    const lineup = lineUp([plugin('a', ['b']), plugin('b')], enabled('a', 'b'), SERVER);
    expect([dependentsOf(lineup, 'b'), dependentsOf(lineup, 'a')]).toEqual([['a'], []]);
  });
});

describe('the definition of a plugin', () => {
  it.each([
    [{ name: '1st' }, /can not be the name/],
    [{ name: '../up' }, /can not be the name/],
    [{ version: '1.2' }, /no version like 1\.2\.0/],
    [{ compatible: 'new ones' }, /no range of versions/],
  ])('with %j is refused', (wrong, message) => {
    const right = { name: 'x', version: '1.0.0', description: '', compatible: '*' };
    expect(() => definePlugin({ ...right, ...wrong })).toThrow(message);
  });
});

function plugin(name: string, requires: string[] = [], compatible = '*'): InstalledPlugin {
  const definition = definePlugin({
    name,
    version: '1.0.0',
    description: '',
    compatible,
    requires,
  });
  return { name, folder: name, definition, error: '' };
}

function enabled(...names: string[]): PluginStates {
  return new Map(names.map((name) => [name, { enabled: true, version: '1.0.0' }]));
}
