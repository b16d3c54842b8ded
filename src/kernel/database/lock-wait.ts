import type { Connection } from './connection.js';

const SECONDS = 1;

/**
 * Runs statements that wait about a second, not the usual time, for the locks of other
 * transactions; then they fail (`isLockTimeout`). The connection keeps its usual time for all else.
 * The embedded engine has one writer, which waits for nobody.
 */
export async function waitingBriefly<T>(
  connection: Connection,
  work: () => Promise<T>,
): Promise<T> {
  if (connection.dialect.queuesWriters) return work();
  await connection.run(
    'SET @fn_lock_wait = @@SESSION.innodb_lock_wait_timeout, ' +
      `SESSION innodb_lock_wait_timeout = ${SECONDS}`,
  );
  try {
    return await work();
  } finally {
    await connection.run('SET SESSION innodb_lock_wait_timeout = @fn_lock_wait');
  }
}

/** Whether another transaction held a lock for too long; a deadlock is something else. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { errno?: number } | null)?.errno === 1205;
}
