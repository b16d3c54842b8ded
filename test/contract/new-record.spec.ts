import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Currency } from '../../src/company/index.js';
import { DocumentState } from '../../src/documents/index.js';
import { presentDay } from '../../src/kernel/dates/calendar.js';
import { Clock } from '../../src/kernel/dates/clock.js';
import type { ColumnDefinition, Context } from '../../src/models/index.js';
import { Tax } from '../../src/taxes/index.js';
import { openRecords, type RecordsBench } from '../support/records.js';
import { contractFile, hasContract } from './shared-contract.js';

type Values = Readonly<Record<string, unknown>>;

interface Contract {
  readonly resources: Readonly<Record<string, { readonly newRecord: Values }>>;
}

const ROOT = join(import.meta.dirname, '../..');
const FILE = contractFile('models.json');
const SETTINGS = {
  coddivisa: 'EUR',
  codimpuesto: 'IVA21',
  codpago: 'CONT',
  codserie: 'A',
  codserierec: 'R',
  tipoidfiscal: 'NIF',
  updatesupplierprices: true,
  validate_iban: true,
  regimeniva: 'General',
  codpais: 'ESP',
  ventasinstock: true,
  codalmacen: 'ALG',
  idempresa: 1,
};

if (!hasContract) process.stdout.write(`New records of the contract: skipped (no ${FILE})\n`);

describe.skipIf(!hasContract)('a new record of each resource', () => {
  const { resources } = hasContract
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as Contract)
    : { resources: {} };
  let bench: RecordsBench;

  beforeAll(async () => {
    bench = await openRecords(SETTINGS);
    await bench.run(seed);
  });
  afterAll(() => bench.close());

  it('is known of all resources', () => {
    const ours = bench.registry.all.map(({ resource }) => resource);
    expect(Object.keys(resources).sort()).toEqual(ours.sort());
    expect(ours).toHaveLength(83);
  });

  it.each(Object.entries(resources))('%s', async (resource, { newRecord }) => {
    const model = bench.registry.ofResource(resource)!;
    const record = await bench.run((c) => c.records.blank(model.entity));
    const shown = model.visible.map((column) => [column.name, presented(column, record)]);
    const hidden = model.columns.filter((column) => column.hidden).map(({ name }) => name);
    const expected = Object.entries(newRecord).filter(([name]) => !hidden.includes(name));
    const now = new Clock('Europe/Madrid').now();
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(expected.map(([name, value]) => [name, expectation(value, now)])),
    );
  });
});

async function seed(context: Context): Promise<void> {
  await context.records.insert(Currency, { coddivisa: 'EUR', descripcion: 'EURO' });
  await context.records.insert(Tax, {
    codimpuesto: 'IVA21',
    descripcion: 'IVA',
    iva: 21,
    recargo: 5.2,
  });
  const text = readFileSync(join(ROOT, 'seeds/ESP/estados_documentos.csv'), 'utf8');
  const rows: Record<string, string>[] = parse(text, { columns: true, delimiter: ';' });
  expect(rows).toHaveLength(27);
  for (const row of rows) {
    await context.records.insert(DocumentState, {
      idestado: Number(row.idestado),
      tipodoc: row.tipodoc!,
      nombre: row.nombre!,
      generadoc: row.generadoc!,
      actualizastock: Number(row.actualizastock),
      editable: row.editable === 'true',
      predeterminado: row.predeterminado === 'true',
      bloquear: row.bloquear === 'true',
    });
  }
}

function presented({ name, kind }: ColumnDefinition, record: object): unknown {
  const value = (record as Values)[name];
  return (kind === 'day' || kind === 'moment') && typeof value === 'string'
    ? presentDay(value)
    : value;
}

/** What a marker of the contract stands for; moments may have passed in the meantime. */
function expectation(value: unknown, now: string): unknown {
  if (typeof value !== 'string' || !value.startsWith('@')) return value;
  const today = presentDay(now.slice(0, 10));
  const year = now.slice(0, 4);
  const markers: Values = {
    '@today': today,
    '@now': expect.stringMatching(new RegExp(`^${today} \\d\\d:\\d\\d:\\d\\d$`)),
    '@time': expect.stringMatching(/^\d\d:\d\d:\d\d$/),
    '@random': expect.any(String),
    '@1 January of the current year': `01-01-${year}`,
    '@31 December of the current year': `31-12-${year}`,
  };
  if (!(value in markers)) throw new Error(`Unknown marker ${value}`);
  return markers[value];
}
