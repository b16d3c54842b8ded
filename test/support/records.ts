import { LedgerTables1795360000002 } from '../../src/accounting/index.js';
import { FileTables1795360000005 } from '../../src/files/index.js';
import type { Database } from '../../src/kernel/database/database.js';
import { TableVersions } from '../../src/kernel/database/table-versions.js';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { Clock } from '../../src/kernel/dates/clock.js';
import { Translator } from '../../src/kernel/translation/translator.js';
import { SequenceChecks1795360000001 } from '../../src/documents/index.js';
import { MODEL_BUNDLES } from '../../src/model-bundles.js';
import { KeyAllocation } from '../../src/models/life-cycle/key-allocation.js';
import { CreateIdempotency1795360000000 } from '../../src/models/schema/create-idempotency.migration.js';
import { MasterRecords } from '../../src/models/life-cycle/master-records.js';
import { createSchemaMigration } from '../../src/models/schema/create-schema.migration.js';
import { entitySchemas } from '../../src/models/schema/entity-schemas.js';
import {
  bulkInsert,
  DefaultSettings,
  HookTable,
  LifeCycle,
  ModelEvents,
  Registry,
  type Context,
  type Port,
} from '../../src/models/index.js';
import type { Engine } from './place.js';
import { SETTLING_ORDER } from '../../src/settling-order.js';
import { openEngine } from './databases.js';

export interface RecordsBench {
  readonly database: Database;
  readonly registry: Registry;
  readonly lifeCycle: LifeCycle;
  /** Runs in one unit of work. */
  run<T>(work: (context: Context) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The life cycle over an empty database: for tests of rules, without HTTP. */
export async function openRecords(
  settings: Record<string, unknown> = {},
  engine: Engine = 'embedded',
): Promise<RecordsBench> {
  const registry = new Registry(MODEL_BUNDLES.flatMap(({ entities }) => entities));
  const { database, close } = await openEngine(engine, {
    entities: entitySchemas(registry, engine === 'mysql' ? 'mysql' : 'sqlite'),
    migrations: [
      createSchemaMigration(registry),
      CreateIdempotency1795360000000,
      SequenceChecks1795360000001,
      LedgerTables1795360000002,
      FileTables1795360000005,
    ],
  });
  const versions = new TableVersions();
  const units = new UnitOfWork(database, versions);
  await units.run((transaction) =>
    bulkInsert(
      registry.ofTable('settings'),
      [{ name: 'default', properties: JSON.stringify(settings) }],
      transaction,
    ),
  );
  const rules = MODEL_BUNDLES.flatMap((bundle) => bundle.rules).map((Rules) => new Rules());
  const bindings = MODEL_BUNDLES.flatMap((bundle) => bundle.ports ?? []);
  const ports = new Map(bindings.map(({ port, by }) => [port, new by()]));
  const lifeCycle = new LifeCycle({
    registry,
    rules,
    units,
    keys: new KeyAllocation(),
    masters: new MasterRecords(versions),
    settings: new DefaultSettings(database, versions),
    clock: new Clock('Europe/Madrid'),
    translator: new Translator({ es_ES: {}, en_EN: {} }, 'en_EN'),
    hooks: new HookTable(),
    events: new ModelEvents(),
    ports: { get: <P extends object>(port: Port<P>) => ports.get(port) as P },
    settling: SETTLING_ORDER,
  });
  return {
    database,
    registry,
    lifeCycle,
    run: (work) => lifeCycle.run(work),
    close,
  };
}
