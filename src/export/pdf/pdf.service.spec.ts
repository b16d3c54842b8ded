import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSheet, SHEETS } from '../../../test/golden/sheets.mjs';
import { readConfig } from '../../kernel/config/config.js';
import { Log } from '../../kernel/logging/log.js';
import { sheetWith } from '../../../test/support/sheets.js';
import { PdfService } from './pdf.service.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** All that the service needs at run time. */
const SOURCES = [
  'src/export/pdf',
  'src/export/pdf/blocks',
  'src/export/pdf/paper',
  'src/export/labels',
  'src/kernel/config',
  'src/kernel/errors',
  'src/kernel/logging',
  'src/kernel/text',
];
const config = readConfig({ PDF_WORKERS: '2' });
const told: string[] = [];
const log = new Log('warn', { write: (line) => told.push(line) });
const folder = mkdtempSync(join(tmpdir(), 'facturanest-pdf-'));

/** Compiles a folder as the build does, without asking for types. */
function compile(source: string): void {
  const target = join(folder, source.replace(/^src/, 'dist'));
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(join(ROOT, source))) {
    if (!/(?<!\.spec|\.d)\.ts$/.test(name)) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(ROOT, source, name), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        useDefineForClassFields: false,
      },
    });
    writeFileSync(join(target, name.replace(/ts$/, 'js')), outputText);
  }
}

describe('the PDF service', () => {
  let built: PdfService;

  beforeAll(async () => {
    SOURCES.forEach(compile);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const name of ['assets', 'node_modules']) {
      symlinkSync(join(ROOT, name), join(folder, name), 'dir');
    }
    const file = pathToFileURL(join(folder, 'dist/export/pdf/index.js')).href;
    const module = (await import(/* @vite-ignore */ file)) as { PdfService: typeof PdfService };
    built = new module.PdfService(config, log);
  });

  afterAll(async () => {
    await built.onApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints in the process itself when it runs from sources', async () => {
    const file = await new PdfService(config, log).render(readSheet('refund'));
    expect(Buffer.from(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(file).subarray(-6).toString().trim()).toBe('%%EOF');
  });

  it('prints the same bytes in threads of a build', async () => {
    const sources = new PdfService(config, log);
    for (const name of SHEETS) {
      const [ours, theirs] = [
        await sources.render(readSheet(name)),
        await built.render(readSheet(name)),
      ];
      expect(Buffer.from(ours).equals(Buffer.from(theirs)), name).toBe(true);
    }
  });

  it('tells once what no font has a glyph for', async () => {
    // What other tests of this process looked for in vain was told with its first document.
    told.length = 0;
    const sheet = sheetWith({ notes: 'Un \u{1f984} y otro \u{1f984}, \u{1f9ee}' });
    await built.render(sheet);
    await Promise.all([built.render(sheet), built.render(sheet)]);
    expect(told.map((line) => (JSON.parse(line) as { characters: string[] }).characters)).toEqual([
      ['U+1F984', 'U+1F9EE'],
    ]);
  });

  it('prints many at once', async () => {
    const sheet = readSheet('one-page-invoice');
    const files = await Promise.all(Array.from({ length: 40 }, () => built.render(sheet)));
    expect(new Set(files.map((file) => Buffer.from(file).toString('latin1'))).size).toBe(1);
  });
});
