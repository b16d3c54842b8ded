import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf, isForbidden } from './file-name.js';

describe('file names', () => {
  it.each([
    ['Foto Roja ñ.png', 'foto roja ñ.png', 'foto_roja_n', 'png'],
    ['H4 Doc.PDF', 'h4 doc.pdf', 'h4_doc', 'pdf'],
    ['../../etc/passwd', 'passwd', 'passwd', ''],
    ['C:\\Docs\\Straße Ø.Txt', 'straße ø.txt', 'strasse_o', 'txt'],
    ['a.tar.gz', 'a.tar.gz', 'a_tar', 'gz'],
    ['ñandu\u0303.txt', 'ñandũ.txt', 'nandu', 'txt'],
    ['日本.pdf', '日本.pdf', '', 'pdf'],
    ['<b>"x\'.txt', '&lt;b&gt;&quot;x&#39;.txt', 'b_x', 'txt'],
    ['photo.\u202egnp.exe', 'photo.gnp.exe', 'photo_gnp', 'exe'],
    ['a\u0000b\n.txt', 'ab.txt', 'ab', 'txt'],
    ['.htaccess', '.htaccess', '', 'htaccess'],
    ['', 'file', '', ''],
    ['...', '...', '', ''],
    ['no extension. at all', 'no extension. at all', 'no_extension_at_all', ''],
  ])('%j', (sent, shown, slug, extension) => {
    expect(fileNameOf(sent)).toEqual({ shown, slug, extension });
  });

  it.each(['x.php', 'x.PHP ', 'x.ph\u0000p', 'x.PħP', '.htaccess', 'a.b.pHtMl', 'x.php\u200e'])(
    'refuses %j',
    (sent) => expect(isForbidden(fileNameOf(sent))).toBe(true),
  );

  it.each(['x.php.txt', 'php', 'x.svg', 'x.php5x', 'html.pdf'])('takes %j', (sent) =>
    expect(isForbidden(fileNameOf(sent))).toBe(false),
  );

  it('keeps the extension when it cuts, and entities whole', () => {
    const { shown, slug } = fileNameOf(`${'<'.repeat(300)}${'ä'.repeat(300)}.jpeg`);
    expect(shown).toBe(`${'&lt;'.repeat(23)}.jpeg`);
    expect(slug).toBe('a'.repeat(99));
    expect(fileNameOf(`${'x'.repeat(400)}.pdf`).shown).toHaveLength(100);
  });

  it('fits its columns and leaves no folder, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
        const { shown, slug, extension } = fileNameOf(sent);
        expect([...shown].length).toBeLessThanOrEqual(100);
        expect(shown).toMatch(/^[^/\\<>"'\p{Cc}]+$/u);
        expect(slug).toMatch(/^(?:[a-z0-9]+(?:_[a-z0-9]+)*)?$/);
        expect(extension).toMatch(/^[a-z0-9]*$/);
      }),
    );
  });
});
