import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isUtf8Head, textTypeOf, typeOfFile, typeOfHead } from './file-type.js';

const utf16 = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('types of text', () => {
  it.each([
    ['hola', 'text/plain'],
    ['a\tb\r\n\u001b[31mred\b', 'text/plain'],
    ['año "x" <b>', 'text/plain'],
    ['codigo;total\n1;2', 'text/plain'],
    [' {"a": [1]}', 'application/json'],
    ['{"a": ', 'text/plain'],
    ['"text"', 'text/plain'],
    ['<!DOCTYPE html><p>', 'text/html'],
    ['\ufeff\n <!-- a --> <HTML>', 'text/html'],
    ['<script>alert(1)</script>', 'text/html'],
    ['<img src=x onerror=alert(1)>', 'text/html'],
    ['<svg xmlns="x"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><!-- c --><svg>', 'image/svg+xml'],
    ['<!DOCTYPE svg PUBLIC "x"><svg>', 'image/svg+xml'],
    ['<x:svg xmlns:x="x"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><html xmlns="x">', 'application/xhtml+xml'],
    ['<?xml version="1.0"?><a/>', 'text/xml'],
    ['<fe:Facturae xmlns:fe="x">', 'text/xml'],
    ['<5 days', 'text/plain'],
    ['a\u0000b', 'application/octet-stream'],
    ['\u0001\u0002', 'application/octet-stream'],
  ])('%j: %s', async (text, type) => {
    expect(textTypeOf(Buffer.from(text))).toBe(type);
    expect(await typeOfHead(Buffer.from(text))).toBe(type);
  });

  it('are read in other character sets', () => {
    expect(textTypeOf(Buffer.from('a\xf1o', 'latin1'))).toBe('text/plain');
    expect(textTypeOf(utf16('hola'))).toBe('text/plain');
    expect(textTypeOf(utf16('<script>'))).toBe('text/html');
  });

  it('may end within a letter', () => {
    expect(isUtf8Head(Buffer.from('año€').subarray(0, -1))).toBe(true);
    expect(isUtf8Head(Buffer.from('a\xf1o de', 'latin1'))).toBe(false);
  });
});

describe('types of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'facturanest-types-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a.txt', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf'],
    ['a.pdf', Buffer.from('<svg onload="x()"/>'), 'image/svg+xml'],
    ['a.png', Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), 'image/gif'],
    ['a.zip', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), 'application/octet-stream'],
    ['a.html', Buffer.from('a'.repeat(200_000)), 'text/plain'],
  ])('%s is what is in it', async (name, content, type) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    expect(await typeOfFile(path)).toBe(type);
  });
});
