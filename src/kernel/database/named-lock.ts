import type { Connection } from './database.js';

/**
 * Holds a name until the transaction ends, as a row of `fn_counters`: whoever wants the same name
 * waits. On the embedded engine writers queue anyway.
 */
export async function lockNamed(connection: Connection, name: string): Promise<void> {
  const { dialect } = connection;
  if (dialect.engine === 'sqlite') return;
  const select = `SELECT value FROM fn_counters WHERE name = ?${dialect.forUpdate}`;
  const [row] = await connection.rows(select, [name]);
  if (row) return;
  await connection.run(`${dialect.insertIgnore} INTO fn_counters (name, value) VALUES (?, 0)`, [
    name,
  ]);
  await connection.rows(select, [name]);
}
