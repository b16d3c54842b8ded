import { describe, expect, it, vi } from 'vitest';
import { aligned, Terminal, type Output } from './terminal.js';

function recording(isTTY: boolean): Output & { text: string } {
  return {
    text: '',
    isTTY,
    write(text) {
      this.text += text;
    },
  };
}

describe('progress', () => {
  it('is one changing line on a terminal, gone before the next line', () => {
    const time = vi.spyOn(performance, 'now');
    const messages = recording(true);
    const terminal = new Terminal(recording(true), messages);
    for (const now of [1000, 1050, 1100, 1300]) {
      time.mockReturnValue(now);
      terminal.progress(`${now}`);
    }
    terminal.say('done');

    expect(messages.text).toBe('\r\u001b[2K1100\r\u001b[2K1300\r\u001b[2Kdone\n');
  });

  it('is a line every few seconds elsewhere', () => {
    const time = vi.spyOn(performance, 'now');
    const messages = recording(false);
    const terminal = new Terminal(recording(false), messages);
    for (const now of [1000, 2000, 4000, 5000, 8000]) {
      time.mockReturnValue(now);
      terminal.progress(`${now}`);
    }

    expect(messages.text).toBe('4000\n8000\n');
  });
});

describe('aligned', () => {
  it('makes columns, without what could steer a terminal', () => {
    expect(
      aligned([
        ['ID', 'NAME', ''],
        ['10', 'a\u001b[2Jb', 'c'],
      ]),
    ).toEqual(['ID  NAME', '10  a?[2Jb  c']);
  });
});
