import { mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverPlugins, linkServer } from './discovery.js';
import { definePlugin } from './plugin-definition.js';

const OWN = definePlugin({ name: 'own', version: '1.0.0', description: 'Ours', compatible: '*' });

describe('plugins', () => {
  let pluginsDir: string;
  beforeEach(() => {
    pluginsDir = mkdtempSync(join(tmpdir(), 'facturanest-plugins-'));
  });
  afterEach(() => rmSync(pluginsDir, { recursive: true }));

  const write = (folder: string, code: string) => {
    mkdirSync(join(pluginsDir, folder));
    writeFileSync(join(pluginsDir, folder, 'index.js'), code);
  };
  const plain = (name: string) =>
    `module.exports = { name: '${name}', version: '1.0.0', description: '', compatible: '*' };`;

  it('are none where nobody names any', async () => {
    const none = { plugins: [], pluginsDir: join(pluginsDir, 'nowhere') };
    expect(await discoverPlugins(none, [OWN])).toEqual([]);
    expect(await discoverPlugins({ plugins: [], pluginsDir }, [OWN])).toEqual([]);
  });

  it('come with the server, when they are named', async () => {
    const [found] = await discoverPlugins({ plugins: ['own'], pluginsDir }, [OWN]);
    expect(found).toMatchObject({ name: 'own', folder: 'own', error: '' });
  });

  it('are packages and folders', async () => {
    write('b', plain('beta'));
    write('a', plain('alpha'));
    const found = await discoverPlugins({ plugins: ['no-such-package'], pluginsDir }, []);
    expect(found.map(({ name, folder }) => [name, folder])).toEqual([
      ['no-such-package', 'no-such-package'],
      ['alpha', 'a'],
      ['beta', 'b'],
    ]);
    expect(found[0]?.error).toMatch(/no-such-package/);
    expect(found[1]?.definition?.compatible).toBe('*');
  });

  it('that can not be loaded say why', async () => {
    write('nothing', 'module.exports = 7;');
    write('wrong', plain('wrong').replace('1.0.0', 'one'));
    write('thrown', "throw new Error('not today');");
    mkdirSync(join(pluginsDir, 'empty'));
    write('z', plain('nothing'));
    const found = await discoverPlugins({ plugins: [], pluginsDir }, []);
    expect(Object.fromEntries(found.map(({ folder, error }) => [folder, error]))).toEqual({
      empty: expect.stringMatching(/empty/) as unknown,
      nothing: 'Its default export is not what definePlugin makes.',
      thrown: 'not today',
      wrong: expect.stringMatching(/no version/) as unknown,
      z: 'The name is taken twice.',
    });
  });

  it('find the server, also after it moved', () => {
    mkdirSync(join(pluginsDir, 'node_modules'));
    const link = join(pluginsDir, 'node_modules', 'facturanest');
    symlinkSync(join(pluginsDir, 'where-it-was'), link);
    linkServer(pluginsDir);
    expect(readlinkSync(link)).toBe(join(import.meta.dirname, '..', '..') + '/');
  });
});
