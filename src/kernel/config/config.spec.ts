import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

describe('options', () => {
  it('have defaults', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      database: null,
      dataDir: resolve('data'),
      apiKey: null,
      language: 'es_ES',
      timezone: 'Europe/Madrid',
      country: 'ESP',
      trustedProxies: [],
      trustedCloudflare: false,
      bodyLimit: 10 * 1024 * 1024,
      uploadLimit: 200 * 1024 * 1024,
      storageLimit: null,
      bucket: null,
      fileSecret: null,
      smtpUrl: null,
      mailFrom: null,
      plugins: [],
      hiddenPlugins: [],
      pluginsDir: resolve('plugins'),
      statementTimeout: 30,
      pdfWorkers: expect.any(Number) as number,
      streamTimeout: 30,
      streamLimit: 3600,
      shutdownTimeout: 10,
      pdfTimeout: 30,
      rateLimit: null,
      mailLimit: 200,
      logLevel: 'info',
      logDays: 90,
    });
  });

  it('come from the environment', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::',
      DATABASE_URL: 'mysql://ann:p%40ss%2Fword@db.example:3307/books',
      DATA_DIR: '/var/lib/facturanest',
      API_KEY: 'a key',
      APP_LANG: 'en_EN',
      TIMEZONE: 'America/Bogota',
      COUNTRY: 'COL',
      TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16,,',
      TRUSTED_CLOUDFLARE: 'On',
      MAIL_LIMIT: '0',
      BODY_LIMIT: '500 KB',
      RATE_LIMIT: '100/10',
      LOG_LEVEL: 'warn',
      LOG_DAYS: '0',
      STATEMENT_TIMEOUT: '0',
      PDF_TIMEOUT: '120',
      PATH: 'of no interest',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '::',
      database: {
        host: 'db.example',
        port: 3307,
        user: 'ann',
        password: 'p@ss/word',
        name: 'books',
      },
      dataDir: '/var/lib/facturanest',
      apiKey: 'a key',
      language: 'en_EN',
      timezone: 'America/Bogota',
      country: 'COL',
      trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
      trustedCloudflare: true,
      mailLimit: 0,
      bodyLimit: 512_000,
      rateLimit: { requests: 100, seconds: 10 },
      logLevel: 'warn',
      logDays: 0,
    });
  });

  it('that are empty or blank count as absent', () => {
    const empty = { PORT: '', DATABASE_URL: ' ', API_KEY: '  ', RATE_LIMIT: '', TIMEZONE: '\t' };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('never change', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  it.each([
    ['1024', 1024],
    ['7b', 7],
    ['2MB', 2 * 1024 ** 2],
    ['1gb', 1024 ** 3],
  ])('size %s is %i bytes', (text, bytes) => {
    expect(readConfig({ BODY_LIMIT: text }).bodyLimit).toBe(bytes);
  });

  it('count requests by the minute when no time is given', () => {
    expect(readConfig({ RATE_LIMIT: '60' }).rateLimit).toEqual({ requests: 60, seconds: 60 });
  });

  it('find MariaDB and the usual port', () => {
    const { database } = readConfig({ DATABASE_URL: 'mariadb://ann@db/books' });
    expect(database).toMatchObject({ host: 'db', port: 3306, user: 'ann', password: '' });
  });

  it('find a server by its numeric address', () => {
    const { database } = readConfig({ DATABASE_URL: 'mysql://ann@[::1]:3306/books' });
    expect(database?.host).toBe('::1');
  });
});

describe('a value that can not be used', () => {
  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'books'],
    ['DATABASE_URL', 'postgres://ann@db/books'],
    ['DATABASE_URL', 'mysql://ann@db'],
    ['DATABASE_URL', 'mysql://db/%E0%A4%A'],
    ['DATABASE_URL', 'mysql://%E0%A4%A@db/books'],
    ['API_KEY', 'k'.repeat(100)],
    ['APP_LANG', 'fr_FR'],
    ['TIMEZONE', 'Madrid'],
    ['COUNTRY', 'es'],
    ['COUNTRY', '../ESP'],
    ['BODY_LIMIT', 'much'],
    ['BODY_LIMIT', '-5mb'],
    ['RATE_LIMIT', '0'],
    ['RATE_LIMIT', '5/0'],
    ['RATE_LIMIT', 'five'],
    ['LOG_LEVEL', 'loud'],
    ['STATEMENT_TIMEOUT', '-1'],
    ['STATEMENT_TIMEOUT', '86401'],
    ['PDF_TIMEOUT', '0'],
    ['LOG_DAYS', '-1'],
    ['LOG_DAYS', 'a week'],
  ])('stops the start with a sentence that names %s (%s)', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must .*\\.$`));
    expect(message.split('\n')).toHaveLength(1);
  });

  it('is told for every variable, a line each', () => {
    const lines = refusal({ PORT: 'x', TIMEZONE: 'y', LOG_LEVEL: 'z' }).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['PORT', 'TIMEZONE', 'LOG_LEVEL']);
  });

  it('is shown, unless it is a secret', () => {
    expect(refusal({ PORT: 'x' })).toContain('"x"');
    expect(refusal({ API_KEY: 'sesame'.repeat(20) })).not.toContain('sesame');
  });

  it.each([
    'postgres://ann:sesame@db/books',
    'mysql://ann:sesame@db',
    'mysql://ann:sesame@x@db',
    'mysql://ann:sesame/1@db/books',
    'mysql://ann:ses:ame@db',
    'ann:sesame@db/books',
    'mysql://ann:sesame',
    'mysql://:sesame@db',
  ])('tells no password (%s)', (url) => {
    expect(refusal({ DATABASE_URL: url })).not.toMatch(/ses:?ame/);
  });
});

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('It was not refused');
}
