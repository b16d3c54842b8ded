/** How an engine makes tables, and what it tells of them. Names are quoted already. */
export interface SchemaDialect {
  /** What follows the name of a key that the engine generates; null where it is like any column. */
  readonly generatedKey: string | null;
  /** What follows the type of a column of letters, so that their case does not count. */
  readonly letters: string;
  /** What stands before the columns of a unique key. */
  readonly uniqueKey: (name: string) => string;
  /** What follows the columns of a table. */
  readonly tableOptions: (collation: string) => string;
  /** What follows the columns of a table whose texts are ASCII and differ in case. */
  readonly asciiOptions: string;
  /** Whether indexes are made with the table: those that it declares, and those of foreign keys. */
  readonly indexesWithTable: boolean;
  /** Statements that put off the checks of foreign keys, and take them up again. */
  readonly foreignKeyChecks: { readonly off: string; readonly on: string } | null;
  /** Asks for the collation of a table, as `collation`; null where tables have none. */
  readonly selectCollation: ((table: string) => string) | null;
  /** Asks for all columns: table, name, type, `YES` where it may be null, default. */
  readonly selectColumns: string;
  /** Types of TypeORM. */
  readonly types: {
    readonly integer: 'int' | 'integer';
    readonly moment: 'timestamp' | 'text';
  };
}

export const MYSQL_SCHEMA: SchemaDialect = {
  generatedKey: null,
  letters: '',
  uniqueKey: (name) => `UNIQUE KEY ${name}`,
  tableOptions: (collation) => ` ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=${collation}`,
  asciiOptions: ' ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin',
  indexesWithTable: true,
  foreignKeyChecks: { off: 'SET FOREIGN_KEY_CHECKS = 0', on: 'SET FOREIGN_KEY_CHECKS = 1' },
  selectCollation: (table) =>
    'SELECT TABLE_COLLATION AS collation FROM information_schema.TABLES ' +
    `WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${table}'`,
  selectColumns: `SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
    ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  types: { integer: 'int', moment: 'timestamp' },
};

export const SQLITE_SCHEMA: SchemaDialect = {
  generatedKey: ' INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL',
  letters: ' COLLATE NOCASE',
  uniqueKey: () => 'UNIQUE',
  tableOptions: () => '',
  asciiOptions: '',
  indexesWithTable: false,
  foreignKeyChecks: null,
  selectCollation: null,
  selectColumns: `SELECT m.name, c.name, c.type, CASE c."notnull" WHEN 1 THEN 'NO' ELSE 'YES' END, c.dflt_value
    FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' ORDER BY m.name, c.cid`,
  types: {
    integer: 'integer', // As `datetime` TypeORM would take and write moments in UTC.
    moment: 'text',
  },
};
