import { describe, expect, it } from 'vitest';
import { mailText } from './mail-text.js';

const values = { code: 'F1', name: 'A & <b> "c"' };

describe('the texts of a mail', () => {
  it('are plain and HTML, with the values in them', () => {
    expect(mailText('Doc {code}', 'Dear {name},\n\nyour {code}\nis here.', values)).toEqual({
      subject: 'Doc F1',
      text: 'Dear A & <b> "c",\n\nyour F1\nis here.',
      html: '<p>Dear A &amp; &lt;b&gt; &quot;c&quot;,</p>\n<p>your F1<br>is here.</p>',
    });
  });

  it('take stored entities back', () => {
    const { subject, text } = mailText('Say &quot;hi&quot;', 'a &lt; b', values);
    expect([subject, text]).toEqual(['Say "hi"', 'a < b']);
  });

  it('leave HTML as it is, with values as text', () => {
    const body = '<style>p{}</style><p>{name}</p>one<br/>two &lt; three';
    expect(mailText('x', body, values)).toEqual({
      subject: 'x',
      html: body.replace('{name}', 'A &amp; &lt;b&gt; &quot;c&quot;'),
      text: 'A & <b> "c"\none\ntwo < three',
    });
  });

  it.each([
    ['<P>a</P ><script>b</SCRIPT>c', 'a', 'c'],
    ['<b>a<script x="1>2">b</script>c', 'a', 'c'],
    ['<b>a<style>b<script>c</style>d</script>e', 'a', 'de'],
    ['<b>a<style>b', 'a', 'b'],
    ['<b>a<stylex>b</style>c', 'a', 'bc'],
    ['<b>a < b', 'a < b', ''],
    ['1 < 2', '1 < 2', ''],
  ])('read HTML from front to back: %s', (body, start, end) => {
    expect(mailText('x', body, values).text.replaceAll('\n', '')).toBe(start + end);
  });

  it('walk through what is no HTML once', () => {
    const { length } = '<b>' + '<'.repeat(500_000);
    expect(mailText('x', '<b>' + '<'.repeat(500_000), values).text).toHaveLength(length - 3);
    expect(mailText('x', '<b>' + '<a'.repeat(500_000), values).text).toHaveLength(1_000_000);
    expect(mailText('x', '<b>' + '<style>'.repeat(200_000) + 'x', values).text).toBe('x');
  });

  it('fill in a thousand places at most', () => {
    const { text } = mailText('x', '{code}'.repeat(1001), values);
    expect(text).toBe('F1'.repeat(1000) + '{code}');
  });

  it('leave alone what stands in braces and means nothing', () => {
    const { subject, text } = mailText('{nope} {constructor}', '{ code } {code', values);
    expect([subject, text]).toEqual(['{nope} {constructor}', '{ code } {code']);
  });

  it('fill in no value twice', () => {
    expect(mailText('{name}', 'x', { name: '{code}', code: 'F1' }).subject).toBe('{code}');
  });

  it('have a subject of one line that is not too long', () => {
    const { subject } = mailText('{name}', 'x', {
      name: `a\r\nBcc: b\u0000\u2028c${'d'.repeat(300)}`,
    });
    expect(subject).toMatch(/^a Bcc: b c?d*/);
    expect(subject).not.toMatch(/\p{C}/u);
    expect([...subject]).toHaveLength(200);
  });
});
