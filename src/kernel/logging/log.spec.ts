import { describe, expect, it } from 'vitest';
import type { LogLevel } from '../config/config.js';
import { Log } from './log.js';

const SECRET = 'sesame-1234';

describe('log', () => {
  it.each(['apikey', 'password', 'token', 'newPassword', 'logkey'])(
    'shows no %s, at the top and one level below',
    (name) => {
      const { log, lines } = recorded('info');
      log.info({ [name]: SECRET, other: 'shown' }, 'top');
      log.info({ user: { [name]: SECRET, nick: 'ada' } }, 'below');
      log.warn({ [name]: SECRET }, 'warning');
      log.error({ [name]: SECRET }, 'error');
      expect(lines).toHaveLength(4);
      expect(lines.join('\n')).not.toContain(SECRET);
      expect(lines[0]).toContain('shown');
      expect(lines[1]).toContain('ada');
    },
  );

  it('shows no values of a statement that failed', () => {
    const { log, lines } = recorded('error');
    const error = Object.assign(new Error('Lost connection'), {
      errno: 2013,
      sql: `INSERT INTO api_keys (apikey) VALUES ('${SECRET}')`,
      query: 'INSERT INTO api_keys (apikey) VALUES (?)',
      parameters: [SECRET],
    });
    log.error({ error }, 'A request failed');
    log.error({ error: new Error('Outside', { cause: error }) }, 'A request failed');
    log.error({ error: Object.assign(new Error('Outside'), { driverError: error }) }, 'failed');
    expect(lines.join('\n')).not.toContain(SECRET);
    expect(lines[0]).toContain('Lost connection');
    expect(lines[0]).toContain('2013');
  });

  it('writes one line of JSON for each event, with its time', () => {
    const { log, lines } = recorded('debug');
    log.info({ port: 3000 }, 'listens\nhere');
    log.log('Nest says', 'Router');
    log.warn('careful', 'Module');
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toMatchObject([
      { level: 30, port: 3000, msg: 'listens\nhere' },
      { level: 20, source: 'Router', msg: 'Nest says' },
      { level: 40, source: 'Module', msg: 'careful' },
    ]);
    for (const { time } of events) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    for (const line of lines) expect(line.trimEnd()).not.toContain('\n');
  });

  it('keeps quiet below its level', () => {
    const { log, lines } = recorded('warn');
    log.info({}, 'info');
    log.debug('debug');
    log.log('log');
    expect(lines).toEqual([]);
    log.warn('warn');
    expect(lines).toHaveLength(1);
  });

  it('says nothing at all when it is silent', () => {
    const { log, lines } = recorded('silent');
    log.error({ error: new Error('x') }, 'error');
    expect(lines).toEqual([]);
  });
});

function recorded(level: LogLevel): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: new Log(level, { write: (line: string) => void lines.push(line) }), lines };
}
