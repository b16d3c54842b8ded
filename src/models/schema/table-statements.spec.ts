import { describe, expect, it } from 'vitest';
import { Sample, SAMPLE } from '../../../test/support/sample-model.js';
import { MYSQL, SQLITE } from '../../kernel/database/dialect.js';
import { Code, GeneratedKey, Integer, Model, to } from '../registry/decorators.js';
import { Registry } from '../registry/registry.js';
import { entitySchemas } from './entity-schemas.js';
import { schemaOf } from './schema-answer.js';
import { createTableStatements } from './table-statements.js';

@Model({ name: 'Part', resource: 'parts', table: 'part', description: 'A part' })
class Part {
  @Code(8, 'Code', { key: true })
  code!: string;

  @Integer('Sample', { required: true, default: 1, references: to('sample', 'CASCADE') })
  sample!: number;
}

@Model({ name: 'Piece', resource: 'pieces', table: 'piece', description: 'A piece' })
class Piece {
  @GeneratedKey('Number')
  id!: number;
}

const registry = new Registry([Sample, Part, Piece]);

describe('statements that create a table', () => {
  it('on MySQL', () => {
    expect(createTableStatements(registry.of(Part), registry, MYSQL)).toEqual([
      [
        'CREATE TABLE IF NOT EXISTS `part` (',
        '  `code` varchar(8) NOT NULL,',
        '  `sample` int(11) NOT NULL DEFAULT 1,',
        '  PRIMARY KEY (`code`),',
        '  CONSTRAINT `ca_part_sample` FOREIGN KEY (`sample`) REFERENCES `sample` (`id`) ' +
          'ON DELETE CASCADE ON UPDATE CASCADE',
        ') ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci',
      ].join('\n'),
    ]);
    expect(createTableStatements(registry.of(Piece), registry, MYSQL, 'utf8mb4_bin')[0]).toMatch(
      /`id` int\(11\) NOT NULL AUTO_INCREMENT,\n {2}PRIMARY KEY \(`id`\)\n\) .* COLLATE=utf8mb4_bin$/,
    );
  });

  it('on the embedded engine, with the indexes that MySQL makes by itself', () => {
    expect(createTableStatements(registry.of(Part), registry, SQLITE)).toEqual([
      [
        'CREATE TABLE IF NOT EXISTS "part" (',
        '  "code" varchar(8) COLLATE NOCASE NOT NULL,',
        '  "sample" int(11) NOT NULL DEFAULT 1,',
        '  PRIMARY KEY ("code"),',
        '  CONSTRAINT "ca_part_sample" FOREIGN KEY ("sample") REFERENCES "sample" ("id") ' +
          'ON DELETE CASCADE ON UPDATE CASCADE',
        ')',
      ].join('\n'),
      'CREATE INDEX IF NOT EXISTS "ca_part_sample" ON "part" ("sample")',
      'CREATE INDEX IF NOT EXISTS "fn_order_part" ON "part" ' +
        `(${SQLITE.orderOperand('code', 'code')})`,
    ]);
    expect(createTableStatements(registry.of(Piece), registry, SQLITE)).toEqual([
      'CREATE TABLE IF NOT EXISTS "piece" (\n  "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL\n)',
    ]);
  });

  it('name unique keys, which ignore accents on the embedded engine too', () => {
    expect(createTableStatements(SAMPLE, registry, MYSQL)[0]).toContain(
      'UNIQUE KEY `uniq_sample` (`text`, `integer`)',
    );
    const embedded = createTableStatements(SAMPLE, registry, SQLITE);
    expect(embedded).toContain(
      'CREATE UNIQUE INDEX IF NOT EXISTS "uniq_sample" ON "sample" ("text__fold", "integer")',
    );
    expect(embedded[0]).toContain('"text__fold" text');
    expect(embedded[0]).not.toContain('"code__fold"');
  });

  it('write defaults as the reference has them', () => {
    const [mysql = ''] = createTableStatements(SAMPLE, registry, MYSQL);
    expect(mysql).toContain('`money` double NOT NULL DEFAULT 0');
    expect(mysql).toContain('`moment` timestamp NULL DEFAULT NULL');
    expect(mysql).toContain('`longText` text,');
    expect(mysql).toContain('`text` varchar(9) DEFAULT NULL');
  });
});

describe('the answer to schema', () => {
  it('tells the visible columns in their order', () => {
    const answer = schemaOf(SAMPLE);
    expect(Object.keys(answer)).toEqual(SAMPLE.visible.map(({ name }) => name));
    expect(answer.money).toEqual({ type: 'double', default: '0', is_nullable: 'NO' });
    expect(answer.text).toEqual({ type: 'varchar(9)', default: null, is_nullable: 'YES' });
    expect(answer.hidden).toBeUndefined();
  });
});

describe('entities for TypeORM', () => {
  it.each(['mysql', 'sqlite'] as const)('have the columns of the models on %s', (engine) => {
    const [sample] = entitySchemas(registry, engine);
    const { options } = sample!;
    expect(options).toMatchObject({ name: 'Sample', tableName: 'sample', target: Sample });
    expect(Object.keys(options.columns)).toEqual(SAMPLE.columns.map(({ name }) => name));
    expect(options.columns).toMatchObject({
      id: { primary: true, generated: 'increment', nullable: false },
      text: { type: 'varchar', length: 9, nullable: true },
      money: { type: 'double', default: 0, nullable: false },
    });
    expect(options.uniques).toEqual([{ name: 'uniq_sample', columns: ['text', 'integer'] }]);
  });
});
