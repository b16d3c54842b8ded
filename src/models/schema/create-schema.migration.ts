import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, type Dialect } from '../../kernel/database/dialect.js';
import type { Registry } from '../registry/registry.js';
import {
  COLLATED_TABLE,
  COLLATION,
  createTableStatements,
  usableCollation,
} from './table-statements.js';

/** The migration that creates every table of the registry that the database does not have yet. */
export function createSchemaMigration(registry: Registry): new () => MigrationInterface {
  return class CreateSchema1795300000000 implements MigrationInterface {
    readonly name = 'CreateSchema1795300000000';
    readonly transaction = false;

    async up(runner: QueryRunner): Promise<void> {
      const dialect = dialectOf(runner.dataSource.options.type);
      const { foreignKeyChecks } = dialect.schema;
      const collation = await existingCollation(runner, dialect);
      if (foreignKeyChecks) await runner.query(foreignKeyChecks.off);
      try {
        for (const model of registry.all) {
          for (const sql of createTableStatements(model, registry, dialect, collation)) {
            await runner.query(sql);
          }
        }
      } finally {
        if (foreignKeyChecks) await runner.query(foreignKeyChecks.on);
      }
      await runner.query(
        'CREATE TABLE IF NOT EXISTS fn_counters (name varchar(100) NOT NULL PRIMARY KEY, value int NOT NULL)',
      );
    }

    /** Data are worth more than a clean slate: nothing is dropped. */
    async down(): Promise<void> {}
  };
}

async function existingCollation(runner: QueryRunner, { schema }: Dialect): Promise<string> {
  if (!schema.selectCollation) return COLLATION;
  const rows = (await runner.query(schema.selectCollation(COLLATED_TABLE))) as {
    collation: string;
  }[];
  return usableCollation(rows[0]?.collation);
}
