import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterEach, describe, expect, it } from 'vitest';
import house, { inRepository, refusal } from './house.mjs';
import { ROOMS } from './rooms.mjs';

/** The messages of one rule for `code` as it would stand in the file `filename`. */
function lint(rule, filename, code) {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { house },
    rules: { [rule]: 'error' },
  };
  const cwd = dirname(filename);
  return new Linter({ cwd }).verify(code, [config], { filename }).map(({ message }) => message);
}

describe('refusal', () => {
  it.each([
    ['src/kernel/http/filter.ts', 'src/kernel/errors/refused.ts'],
    ['src/taxes/tax.rules.ts', 'src/taxes/tax.entity.ts'],
    ['src/taxes/tax.rules.ts', 'src/kernel/errors/refused.ts'],
    ['src/taxes/tax.rules.ts', 'src/models/index.ts'],
    ['src/app.module.ts', 'src/taxes/index.ts'],
    ['src/server.ts', 'src/app.module.ts'],
    ['src/cli/serve.command.ts', 'src/server.ts'],
    ['src/app.module.spec.ts', 'src/app.module.ts'],
    ['src/kernel/http/filter.spec.ts', 'test/support/server.ts'],
    ['test/api/taxes.spec.ts', 'src/taxes/tax.entity.ts'],
    ['test/support/server.ts', 'src/app.module.ts'],
    ['plugins/printer/index.ts', 'src/documents/index.ts'],
    ['ormconfig.ts', 'src/kernel/database/source.ts'],
  ])('lets %s import %s', (from, to) => {
    expect(refusal(from, to)).toBeNull();
  });

  it.each([
    ['src/kernel/http/filter.ts', 'src/taxes/index.ts', 'kernel comes before taxes'],
    ['src/kernel/http/filter.ts', 'src/app.module.ts', 'kernel comes before app.module.ts'],
    ['src/models/registry/registry.ts', 'src/documents/index.ts', 'models comes before documents'],
    ['src/incidents/ban.guard.ts', 'src/export/index.ts', 'incidents comes before export'],
    ['src/geography/city.rules.ts', 'src/accounting/index.ts', 'geography comes before accounting'],
    ['src/stock/stock.rules.ts', 'src/plugins/index.ts', 'stock comes before plugins'],
    ['src/accounting/journal/ledger.ts', 'src/documents/index.ts', 'accounting comes before'],
    ['src/payments/receipts/receipts.ts', 'src/openapi/index.ts', 'payments comes before openapi'],
    ['src/taxes/tax.rules.ts', 'src/models/registry.ts', 'src/models/index.js, its front door'],
    ['src/taxes/tax.rules.ts', 'src/models/query/index.ts', 'src/models/index.js'],
    ['src/app.module.ts', 'src/taxes/taxes.module.ts', 'src/taxes/index.js'],
    ['src/taxes/tax.spec.ts', 'src/models/registry.ts', 'src/models/index.js'],
    ['src/taxes/tax.rules.ts', 'src/main.ts', 'taxes comes before main.ts'],
    ['src/taxes/tax.rules.ts', 'src/app.module.ts', 'taxes comes before app.module.ts'],
    ['src/taxes/tax.rules.ts', 'src/cli/index.ts', 'taxes comes before cli'],
    ['src/taxes/tax.rules.ts', 'src/attic/index.ts', 'attic has no place in the list of rooms'],
    ['src/taxes/tax.rules.ts', 'test/support/server.ts', 'outside'],
    ['src/taxes/tax.rules.ts', 'plugins/printer/index.ts', 'outside'],
    ['plugins/printer/index.ts', 'src/documents/document.entity.ts', 'src/documents/index.js'],
  ])('does not let %s import %s', (from, to, why) => {
    expect(refusal(from, to)).toContain(why);
  });

  it('knows every room of the house', () => {
    const rooms = readdirSync(inRepository('src')).filter((name) => !name.endsWith('.spec.ts'));
    expect([...ROOMS].sort()).toEqual(rooms.sort());
  });
});

describe('the tree', () => {
  it('has no folder with more files than one looks through', () => {
    const files = readdirSync(inRepository('src'), { recursive: true, withFileTypes: true });
    const own = files.filter((file) => file.isFile() && !/\.spec\.ts$/.test(file.name));
    const counts = new Map();
    for (const { parentPath } of own) counts.set(parentPath, (counts.get(parentPath) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(20);
    expect([...counts].filter(([, count]) => count > 25)).toEqual([]);
  });
});

describe('rooms', () => {
  const file = inRepository('src/taxes/tax.rules.ts');

  it.each([
    `import { Registry } from '../models/registry.js';`,
    `import type { Registry } from '../models/registry.js';`,
    `export { Registry } from '../models/registry.js';`,
    `export * from '../models/registry.js';`,
    `const registry = await import('../models/registry.js');`,
    `let registry: import('../models/registry.js').Registry;`,
  ])('sees %s', (code) => {
    expect(lint('house/rooms', file, code)).toEqual([
      'src/models/registry.ts is inside another room: import src/models/index.js, its front door.',
    ]);
  });

  it('leaves packages alone', () => {
    expect(lint('house/rooms', file, `import { Module } from '@nestjs/common';`)).toEqual([]);
  });
});

describe('no-cycle', () => {
  let directory = '';

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Writes files into a directory of their own and lints the first. */
  function lintFirst(files) {
    directory = mkdtempSync(join(tmpdir(), 'cycle-'));
    for (const [name, code] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), code);
    }
    const [name, code] = Object.entries(files)[0];
    return lint('house/no-cycle', join(directory, name), code);
  }

  it('names the whole way round, through re-exports', () => {
    const messages = lintFirst({
      'a.ts': `import { b } from './b/index.js';`,
      'b/index.ts': `export * from './b.js';`,
      'b/b.ts': `import { a } from '../a.js';`,
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/a\.ts → .*b\/index\.ts → .*b\/b\.ts → .*a\.ts\.$/);
  });

  it('sees a file that imports itself', () => {
    expect(lintFirst({ 'a.ts': `import { a } from './a.js';` })).toHaveLength(1);
  });

  it.each([
    `import type { A } from './a.js';`,
    `import { type A } from './a.js';`,
    `export type { A } from './a.js';`,
  ])('sees that %s closes a circle, though it is erased', (back) => {
    expect(lintFirst({ 'a.ts': `import { b } from './b.js';`, 'b.ts': back })).toHaveLength(1);
    expect(lintFirst({ 'b.ts': back, 'a.ts': `import { b } from './b.js';` })).toHaveLength(1);
  });

  it('is content with a diamond', () => {
    const messages = lintFirst({
      'a.ts': `import './b.js'; import './c.js';`,
      'b.ts': `import './d.js';`,
      'c.ts': `import './d.js';`,
      'd.ts': `export const d = 1;`,
    });
    expect(messages).toEqual([]);
  });

  it('does not mind packages and files that are not there', () => {
    expect(
      lintFirst({ 'a.ts': `import 'node:fs'; import './data.json'; import './no.js';` }),
    ).toEqual([]);
  });
});
