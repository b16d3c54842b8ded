import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MYSQL, SQLITE } from '../../kernel/database/dialect.js';
import type { Registry } from '../registry/registry.js';
import {
  COLLATION,
  createTableStatements,
  SELECT_COLLATION,
  usableCollation,
} from './table-statements.js';

/** The migration that creates every table of the registry that the database does not have yet. */
export function createSchemaMigration(registry: Registry): new () => MigrationInterface {
  return class CreateSchema1795300000000 implements MigrationInterface {
    readonly name = 'CreateSchema1795300000000';
    readonly transaction = false;

    async up(runner: QueryRunner): Promise<void> {
      const onMysql = runner.dataSource.options.type === 'mysql';
      const dialect = onMysql ? MYSQL : SQLITE;
      const collation = onMysql ? await existingCollation(runner) : COLLATION;
      if (onMysql) await runner.query('SET FOREIGN_KEY_CHECKS = 0');
      try {
        for (const model of registry.all) {
          for (const sql of createTableStatements(model, registry, dialect, collation)) {
            await runner.query(sql);
          }
        }
      } finally {
        if (onMysql) await runner.query('SET FOREIGN_KEY_CHECKS = 1');
      }
      await runner.query(
        'CREATE TABLE IF NOT EXISTS fn_counters (name varchar(100) NOT NULL PRIMARY KEY, value int NOT NULL)',
      );
    }

    /** Data are worth more than a clean slate: nothing is dropped. */
    async down(): Promise<void> {}
  };
}

async function existingCollation(runner: QueryRunner): Promise<string> {
  const rows = (await runner.query(SELECT_COLLATION)) as { collation: string }[];
  return usableCollation(rows[0]?.collation);
}
