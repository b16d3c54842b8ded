import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../kernel/config/config.js';
import { satisfies } from '../../kernel/server-version.js';
import { clocksCheck } from './database.checks.js';
import { clockCheck, dataFolderCheck, nodeCheck } from './machine.checks.js';

describe('the version of Node.js', () => {
  it.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['21.7.0', false],
    ['22.13.1', true],
    ['22.12.9', false],
    ['23.0.0', false],
    ['24.11.0', true],
    ['24.10.9', false],
    ['26.0.0', true],
  ])('%s: %s', (version, fits) => {
    expect(satisfies(version, '^20.19.0 || ^22.13.0 || >=24.11.0')).toBe(fits);
    expect(nodeCheck(version).status).toBe(fits ? 'ok' : 'failure');
  });
});

describe('clocks', () => {
  it.each([
    [2026, 'ok'],
    [1970, 'failure'],
    [2150, 'failure'],
  ])('the year %i: %s', (year, status) => {
    expect(clockCheck(readConfig({}), year).status).toBe(status);
  });

  it.each([
    [0.4, 'ok', /agrees/],
    [-20, 'warning', /20 s behind/],
    [3600, 'failure', /3600 s ahead of/],
  ])('%i s apart: %s', (apart, status, message) => {
    const check = clocksCheck(apart);
    expect(check.status).toBe(status);
    expect(check.message).toMatch(message);
  });
});

describe('the data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'facturanest-doctor-'));

  it('may be missing yet', () => {
    const check = dataFolderCheck(readConfig({ DATA_DIR: join(folder, 'a/b') }));
    expect(check).toMatchObject({
      name: 'Data folder',
      message: expect.stringMatching(/made at the first start/),
    });
    expect(check.status).not.toBe('failure');
  });

  it('must not be a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(dataFolderCheck(readConfig({ DATA_DIR: file })).status).toBe('failure');
    rmSync(folder, { recursive: true });
  });
});
