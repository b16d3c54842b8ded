import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AttachedFile, fileOfKey, type FileStorage, type StoredObject } from '../../files/index.js';
import type { Config } from '../../kernel/config/config.js';
import type { SqlReader } from '../../kernel/database/connection.js';
import { sql } from '../../kernel/database/sql.js';
import { asNumber, select } from '../../kernel/database/sql-table.js';
import { uploadFolder } from '../../kernel/http/body/request-fields.js';
import { tableOf, type LifeCycle } from '../../models/index.js';
import { failure, ok, some, warning, type Check } from './check.js';

const HOUR_MS = 3_600_000;
const MEGABYTE = 1024 ** 2;

/** Where files are, and what says which there should be. */
export interface FilesPlaces {
  readonly config: Config;
  readonly database: SqlReader;
  readonly storage: FileStorage;
}

interface FileRecord {
  readonly idfile: number;
  readonly path: string;
  readonly size: number;
}

/** How records and store differ. */
interface Findings {
  readonly records: number;
  readonly missing: readonly FileRecord[];
  readonly otherSize: readonly (FileRecord & { readonly stored: number })[];
  /** Bytes without a record; not those of the last hour, whose record may still come. */
  readonly orphans: readonly StoredObject[];
  /** Uploads that were cut off. */
  readonly leftovers: readonly string[];
}

/** Whether every file has its bytes and all bytes have their file. */
export async function filesChecks(places: FilesPlaces): Promise<Check[]> {
  const findings = await find(places);
  return strange(findings) ?? checksOf(findings);
}

/**
 * Removes what nothing refers to and writes the sizes that files really have. A record without bytes
 * stays, with a size of 0: it says that there was a file, which may come back from a backup.
 */
export async function repairFiles(places: FilesPlaces, lifeCycle: LifeCycle): Promise<Check[]> {
  const findings = await find(places);
  const reason = strange(findings);
  if (reason) return reason;
  const { missing, otherSize, orphans, leftovers } = findings;
  await lifeCycle.run(async (context) => {
    const sized = [...missing.map((file) => ({ ...file, stored: 0 })), ...otherSize];
    for (const { idfile, path, stored } of sized) {
      await context.records.assign(AttachedFile, { idfile, path }, { size: stored });
    }
  });
  for (const { key } of orphans) await places.storage.delete(key);
  for (const path of leftovers) await rm(path, { force: true });
  const unfinished = await places.storage.tidy(new Date(Date.now() - HOUR_MS));
  return [
    ...checksOf({ ...(await find(places)), leftovers: [] }),
    ok(
      'Repaired',
      `${otherSize.length} sizes, ${missing.length} records marked, ${orphans.length} files ` +
        `without a record and ${leftovers.length + unfinished} parts of uploads removed`,
    ),
  ];
}

async function find({ config, database, storage }: FilesPlaces): Promise<Findings> {
  const records = tableOf(AttachedFile);
  const { idfile, path } = records;
  const files = await database.read(
    select({ idfile, path, size: [records.size, asNumber] }, sql`FROM ${records}`),
  );
  const ids = new Set(files.map((file) => file.idfile));
  const unseen = new Map(files.map((file) => [file.path, file]));
  const before = Date.now() - HOUR_MS;
  const otherSize: Findings['otherSize'][number][] = [];
  const orphans: StoredObject[] = [];
  for await (const object of storage.list('MyFiles/')) {
    const file = unseen.get(object.key);
    unseen.delete(object.key);
    if (file && file.size !== object.size) otherSize.push({ ...file, stored: object.size });
    const owner = fileOfKey(object.key);
    const isOwned = file !== undefined || owner === null || (owner.isPart && ids.has(owner.idfile));
    if (!isOwned && object.modified.getTime() < before) orphans.push(object);
  }
  return {
    records: files.length,
    missing: [...unseen.values()],
    otherSize,
    orphans,
    leftovers: await leftoversIn(uploadFolder(config), before),
  };
}

/** What looks like the wrong database or the wrong store; nothing is to be repaired then. */
function strange({ records, missing, orphans }: Findings): Check[] | null {
  const advice = 'Check DATABASE_URL, DATA_DIR and STORAGE_URL before anything else.';
  if (records > 0 && missing.length === records) {
    return [failure('Files', `none of ${records} records has its bytes in this store`, advice)];
  }
  if (records === 0 && orphans.length > 0) {
    return [failure('Files', `${orphans.length} in the store, and not one record of any`, advice)];
  }
  return null;
}

function checksOf({ records, missing, otherSize, orphans, leftovers }: Findings): Check[] {
  const lost = missing.filter(({ size }) => size > 0);
  const marked = missing.filter(({ size }) => size === 0);
  const megabytes = orphans.reduce((sum, { size }) => sum + size, 0) / MEGABYTE;
  return [
    lost.length === 0
      ? ok('Files', `${records - marked.length} records with their bytes`)
      : failure(
          'Files',
          `${lost.length} records without their bytes: ${named(lost)}`,
          'Bring them back from a backup, or delete the records; --repair marks them with size 0.',
        ),
    ...(marked.length === 0
      ? []
      : [
          warning(
            'Lost files',
            `${marked.length} records are marked as without bytes: ${named(marked)}`,
            'Delete the records that nobody needs; --repair sees when the bytes are back.',
          ),
        ]),
    otherSize.length === 0
      ? ok('Sizes', 'all as the records say')
      : failure(
          'Sizes',
          `${otherSize.length} records say another size: ${named(otherSize)}`,
          'Run this with --repair, after a look at whether they are whole.',
        ),
    orphans.length === 0
      ? ok('Orphans', 'every file in the store has a record')
      : warning(
          'Orphans',
          `${orphans.length} files of ${megabytes.toFixed(1)} MB without a record: ` +
            some(orphans.map(({ key }) => key)),
          'Run this with --repair to remove them.',
        ),
    leftovers.length === 0
      ? ok('Uploads', 'none was cut off')
      : warning(
          'Uploads',
          `${leftovers.length} were cut off and take space`,
          'Run this with --repair to remove what is left of them.',
        ),
  ];
}

function named(files: readonly FileRecord[]): string {
  return some(files.map(({ idfile, path }) => `${idfile} (${path})`));
}

async function leftoversIn(folder: string, before: number): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const found: string[] = [];
  for (const path of names.map((name) => join(folder, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < before) found.push(path);
  }
  return found;
}
