import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openCommandLine, type CommandLine } from '../../test/support/command-line.js';

let cli: CommandLine;
beforeAll(async () => (cli = await openCommandLine()));
afterAll(() => cli.close());

describe('help', () => {
  it.each([
    '--help',
    'serve --help',
    'install --help',
    'migrate --help',
    'key --help',
    'key create --help',
    'key list --help',
    'key grant --help',
    'key revoke --help',
    'import cities --help',
    'doctor --help',
    'openapi --help',
    'help key',
    '--version',
  ])('%s goes to standard output and is no failure', async (command) => {
    const { exitCode, out, err } = await cli.run(command);

    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^Usage: |^\d+\.\d+\.\d+/);
  });
});

describe('usage errors', () => {
  it.each([
    ['', /Usage: facturanest/],
    ['fly', /unknown command 'fly'/],
    ['key', /Usage: facturanest key/],
    ['doctor --fly', /unknown option '--fly'/],
    ['install --country XXX', /Allowed choices are .*ESP/],
    ['import cities', /missing required argument 'file'/],
    ['key create', /required option '--description/],
    ['key create --description _', /must not be empty/],
    ['key create --description x --full --resource clientes --allow get', /cannot be used with/],
    ['key create --description x --resource clientes', /What is allowed for clientes\?/],
    ['key create --description x --resource clientes --resource pais', /allowed for clientes\?/],
    ['key create --description x --allow get', /Name the resource first/],
    ['key grant x --resource clientes --allow get', /number that "facturanest key list" shows/],
    ['key grant 1', /say what to allow/],
    ['key grant 1 --resource clientes --allow get,fly', /"fly" is none of get, post, put, delete/],
    ['key grant 1 --resource pais --allow get --resource pais --allow put', /pais is named twice/],
    ['key revoke 0', /number that/],
  ])('%j', async (command, message) => {
    const { exitCode, out, err } = await cli.run(command);

    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('failures', () => {
  it('names a bad setting in one sentence', async () => {
    for (const command of ['serve', 'migrate', 'key list']) {
      expect(await cli.run(command, { PORT: '99999' })).toEqual({
        exitCode: 1,
        out: '',
        err: 'PORT must be a port number from 0 to 65535 (it is "99999").\n',
      });
    }
    expect((await cli.run('doctor', { PORT: '99999' })).out).toMatch(/^✗ Settings: PORT must be/m);
  });

  it('says that the database does not answer, with the stack for who debugs', async () => {
    const server = await listening();
    await server.close();
    const DATABASE_URL = `mysql://root@127.0.0.1:${server.port}/x`;
    const sentence =
      `The database does not answer at 127.0.0.1:${server.port} (ECONNREFUSED): ` +
      'start it, or correct DATABASE_URL.\n';

    for (const command of ['serve', 'key list', 'migrate']) {
      expect(await cli.run(command, { DATABASE_URL })).toEqual({
        exitCode: 1,
        out: '',
        err: sentence,
      });
    }
    const { err } = await cli.run('key list', { DATABASE_URL, LOG_LEVEL: 'debug' });
    expect(err).toMatch(/^The database .*\n.*ECONNREFUSED.*\n +at /);
  });
});

describe('serve', () => {
  it('says that its port is in use', async () => {
    const { port, close } = await listening();
    const outcome = await cli.run('serve', { PORT: String(port) });
    await close();

    expect(outcome).toEqual({
      exitCode: 1,
      out: '',
      err: `Port ${port} of 127.0.0.1 is in use: stop the program that has it, or set PORT to another.\n`,
    });
  });

  it('stops at a signal once it has answered, and takes a second one calmly', async () => {
    const before = process.listeners('SIGTERM');
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const { exitCode, out } = await cli.run('serve', {
      PORT: '0',
      API_KEY: 'k',
      LOG_LEVEL: 'silent',
    });
    const address = /listens on (\S+)/.exec(out)?.[1] ?? '';
    const handlers = process.listeners('SIGTERM').filter((each) => !before.includes(each));

    expect(exitCode).toBe(0);
    expect(handlers).toHaveLength(1);
    const answer = fetch(`${address}/pais?limit=0`, { headers: { Token: 'k' } });
    expect((await answer).status).toBe(200);
    handlers[0]!('SIGTERM');
    handlers[0]!('SIGTERM');
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0), 5000);

    expect(exit).toHaveBeenCalledTimes(1);
    await expect(fetch(address)).rejects.toThrow();
    process.off('SIGTERM', handlers[0]!);
    for (const handler of process.listeners('SIGINT').slice(-1)) process.off('SIGINT', handler);
  });
});

describe('openapi', () => {
  it('prints the document', async () => {
    const { exitCode, out } = await cli.run('openapi');

    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.1', info: { title: 'facturanest' } });
  });
});

async function listening(): Promise<{ port: number; close(): Promise<unknown> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}
