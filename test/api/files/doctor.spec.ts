import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { runCommand } from '../../support/command-line.js';
import { describeFilesApi, picture, startFilesApi, upload } from './files.js';

interface Found {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

const LONG_AGO = new Date(Date.now() - 2 * 3_600_000);

describeFilesApi('doctor --files', (api, engine) => {
  const doctor = async (...options: string[]) => {
    const { exitCode, out, err } = await runCommand(
      ['doctor', '--json', ...options],
      api.environment,
    );
    const checks: Found[] = out === '' ? [] : JSON.parse(out).checks;
    return { exitCode, err, of: (name: string) => checks.find((check) => check.name === name) };
  };
  const put = (path: string, { old = true, content = 'x' } = {}) => {
    const target = join(api.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    if (old) utimesSync(target, LONG_AGO, LONG_AGO);
  };

  afterEach(async () => {
    await api.execute('DELETE FROM attached_files');
    for (const name of ['MyFiles', 'uploads', 'other']) {
      rmSync(join(api.folder, name), { recursive: true, force: true });
    }
  });

  it('is content with what the server stores', async () => {
    await upload(api, 'a.txt', 'x');
    const { exitCode, of } = await doctor('--files');
    expect(exitCode).toBe(0);
    expect(of('Files')).toMatchObject({ status: 'ok', message: '1 records with their bytes' });
    for (const name of ['Sizes', 'Orphans', 'Uploads']) expect(of(name)?.status).toBe('ok');
    expect((await doctor('--files', '--repair')).exitCode).toBe(0);
  });

  it('finds bytes without a record, and removes them when they are old', async () => {
    const { idfile } = await upload(api, 'photo.png', await picture());
    put('MyFiles/2025/01/900_orphan.txt');
    put('MyFiles/2025/01/901_just_now.txt', { old: false });
    put('MyFiles/2025/01/.unfinished-1');
    put('MyFiles/Tmp/Thumbnails/902_gone_50x50.png');
    put(`MyFiles/Tmp/Thumbnails/${idfile}_photo_50x50.png`);
    put('MyFiles/Public/logo.png');
    put('MyFiles/waiting.txt');
    put('uploads/cut-off');
    put('uploads/running', { old: false });
    const found = await doctor('--files');
    expect(found.exitCode).toBe(0);
    expect(found.of('Orphans')).toMatchObject({ status: 'warning' });
    expect(found.of('Orphans')?.message).toMatch(/^2 files .*900_orphan/);
    expect(found.of('Uploads')?.message).toMatch(/^1 /);
    const before = await api.keys();
    expect(before).toContain('MyFiles/2025/01/900_orphan.txt');

    const repaired = await doctor('--files', '--repair');
    expect(repaired.of('Orphans')?.status).toBe('ok');
    expect(repaired.of('Repaired')?.message).toContain('2 files without a record and 2 parts');
    const gone = ['MyFiles/2025/01/900_orphan.txt', 'MyFiles/Tmp/Thumbnails/902_gone_50x50.png'];
    expect(await api.keys()).toEqual(before.filter((key) => !gone.includes(key)));
    expect((await doctor('--files')).of('Uploads')?.status).toBe('ok');
  });

  it('finds records without bytes, marks them, and takes the bytes back', async () => {
    await upload(api, 'kept.txt', 'x');
    const { idfile, path, size } = await upload(api, 'lost.txt', 'lost');
    rmSync(join(api.folder, path));
    const found = await doctor('--files');
    expect(found.exitCode).toBe(1);
    expect(found.of('Files')?.message).toContain(`${idfile} (${path})`);
    expect((await api.get(`/attachedfiles/${idfile}`)).body.size).toBe(size);

    const repaired = await doctor('--files', '--repair');
    expect([repaired.exitCode, repaired.of('Files')?.status]).toEqual([0, 'ok']);
    expect(repaired.of('Lost files')).toMatchObject({ status: 'warning' });
    expect((await api.get(`/attachedfiles/${idfile}`)).body.size).toBe(0);

    put(path, { content: 'lost' });
    expect((await doctor('--files')).of('Sizes')?.status).toBe('failure');
    await doctor('--files', '--repair');
    expect((await api.get(`/attachedfiles/${idfile}`)).body.size).toBe(size);
    expect((await doctor('--files')).of('Lost files')).toBeUndefined();
  });

  it('writes the sizes that files have', async () => {
    const { idfile, path } = await upload(api, 'grown.txt', 'x');
    put(path, { content: 'longer' });
    const found = await doctor('--files');
    expect(found.of('Sizes')).toMatchObject({ status: 'failure' });
    expect((await doctor('--files', '--repair')).of('Sizes')?.status).toBe('ok');
    expect((await api.get(`/attachedfiles/${idfile}`)).body.size).toBe(6);
  });

  it('touches nothing where database and store do not belong together', async () => {
    await upload(api, 'a.txt', 'x');
    const folder = join(api.folder, 'other');
    mkdirSync(join(folder, 'MyFiles/2025/01'), { recursive: true });
    const before = await api.rows('SELECT idfile, size FROM attached_files');
    const empty = await startFilesApi(engine);
    writeFileSync(join(empty.folder, 'x'), '');
    mkdirSync(join(empty.folder, 'MyFiles/2025/01'), { recursive: true });
    const foreign = join(empty.folder, 'MyFiles/2025/01/1_foreign.txt');
    writeFileSync(foreign, 'foreign');
    utimesSync(foreign, LONG_AGO, LONG_AGO);
    const refused = await runCommand(['doctor', '--files', '--repair'], empty.environment);
    expect(refused.exitCode).toBe(1);
    expect(refused.out).toContain('not one record of any');
    expect(await empty.keys()).toEqual(['MyFiles/2025/01/1_foreign.txt']);
    await empty.stop();

    for (const key of await api.keys()) await api.storage.delete(key);
    const lost = await doctor('--files', '--repair');
    expect([lost.exitCode, lost.of('Files')?.message]).toEqual([
      1,
      expect.stringMatching(/^none of \d+ records/),
    ]);
    expect(await api.rows('SELECT idfile, size FROM attached_files')).toEqual(before);
  });

  it('says what goes together', async () => {
    expect(await doctor('--repair')).toMatchObject({
      exitCode: 1,
      err: '--repair goes with --files.\n',
    });
    expect((await doctor('--files', '--books')).exitCode).toBe(2);
  });
});
