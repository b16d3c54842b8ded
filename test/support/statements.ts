import type { Connection } from '../../src/kernel/database/connection.js';

/** A connection that writes down the texts of its statements. */
export function listening(connection: Connection, statements: string[]): Connection {
  return {
    dialect: connection.dialect,
    keyStep: () => connection.keyStep(),
    rows(sql, values) {
      statements.push(sql);
      return connection.rows(sql, values);
    },
    run(sql, values) {
      statements.push(sql);
      return connection.run(sql, values);
    },
  };
}
