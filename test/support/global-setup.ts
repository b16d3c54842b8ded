import { connect } from 'node:net';
import { HAS_PDF_TEXT } from './pdf-text.js';

/**
 * Says once, before the first test, whether they run on MySQL or MariaDB too, and whether PDF files
 * are read back.
 *
 * @throws Error when TEST_MYSQL_URL is set but names no server that can be reached
 */
export default async function setup(): Promise<void> {
  say(HAS_PDF_TEXT ? 'PDF text part: runs' : 'PDF text part: skipped, there is no pdftotext');
  const given = process.env['TEST_MYSQL_URL']?.trim();
  if (!given) {
    say('MySQL part: skipped (TEST_MYSQL_URL is not set)');
    return;
  }
  if (!URL.canParse(given)) {
    throw new Error('TEST_MYSQL_URL must look like mysql://user:password@host:3306.');
  }
  const { hostname, port } = new URL(given);
  const server = { host: hostname, port: Number(port || 3306) };
  await reach(server);
  say(`MySQL part: runs on ${server.host}:${server.port}`);
}

async function reach(server: { host: string; port: number }): Promise<void> {
  const socket = connect({ ...server, timeout: 5000 });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
      socket.once('timeout', () => {
        reject(new Error('no answer within 5 s'));
      });
    });
  } catch (cause) {
    throw new Error(`TEST_MYSQL_URL names ${server.host}:${server.port}: nothing answers there.`, {
      cause,
    });
  } finally {
    socket.destroy();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
