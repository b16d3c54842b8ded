/** How much memory readers take that ask for long lists and do not read them. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createDatabase } from './data.mjs';
import { residentMemory, startFacturanest, stop } from './processes.mjs';

export const SLOW_READERS = ['slow readers'];

const ROWS = 1500;
const ROW_BYTES = 20_000;
const READERS = 200;
const KEYS = 4;
const HELD_MS = 15_000;
const SAMPLE_MS = 50;
const MOST_GROWTH = 300 * 1024 ** 2;
const LISTS = ['limit=0', 'limit=0&format=csv', 'limit=0&format=xlsx', 'limit=1000'];

/** Measures both engines; gives whether both stay below the target. */
export async function measureSlowReaders({ mysqlServer }) {
  let reached = true;
  for (const [engine, database] of [
    ['MySQL', await createDatabase(mysqlServer, 'slow')],
    ['embedded', null],
  ]) {
    const server = await startFacturanest(database);
    reached = (await measure(engine, server)) && reached;
    await stop(server);
  }
  return reached;
}

async function measure(engine, server) {
  await fill(server);
  const tokens = [server.apiKey];
  for (let key = 1; key < KEYS; key++) {
    const { data } = await post(server, 'apikeyes', { description: 'bench', fullaccess: true });
    tokens.push(data.apikey);
  }
  for (const list of LISTS) await drain(server, list);
  const before = residentMemory(server.pid);
  let peak = before;
  const sampling = setInterval(
    () => (peak = Math.max(peak, residentMemory(server.pid))),
    SAMPLE_MS,
  );
  const readers = await Promise.all(
    Array.from({ length: READERS }, (_, at) =>
      asking(server, LISTS[at % LISTS.length], tokens[Math.floor(at / LISTS.length) % KEYS]),
    ),
  );
  // Everybody else is answered meanwhile.
  let others = 0;
  for (const end = performance.now() + HELD_MS; performance.now() < end; others++) {
    await post(server, 'contactos', { nombre: `Meanwhile ${others}` });
    await drain(server, 'limit=10&sort[idcontacto]=DESC');
    await pause(10);
  }
  clearInterval(sampling);
  for (const socket of readers) socket.destroy();
  const growth = peak - before;
  console.log(
    `${READERS} slow readers of ${ROWS} rows of ${ROW_BYTES / 1000} kB, ${engine}: memory ` +
      `${megabytes(before)} before, ${megabytes(peak)} at the peak, ${megabytes(growth)} more; ` +
      `${others} writes and reads of others meanwhile`,
  );
  return growth < MOST_GROWTH;
}

async function fill(server) {
  const observaciones = 'x'.repeat(ROW_BYTES);
  const clients = Array.from({ length: 8 }, async (_, client) => {
    for (let row = client; row < ROWS; row += 8) {
      await post(server, 'contactos', { nombre: `Contact ${row}`, observaciones });
    }
  });
  await Promise.all(clients);
}

async function post({ address, apiKey }, resource, values) {
  const answer = await fetch(`${address}/api/3/${resource}`, {
    method: 'POST',
    headers: { Token: apiKey, 'Content-Type': 'application/json' },
    body: JSON.stringify(values),
  });
  const body = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(body));
  return body;
}

async function drain({ address, apiKey }, search) {
  const answer = await fetch(`${address}/api/3/contactos?${search}`, {
    headers: { Token: apiKey },
  });
  assert.equal(answer.status, 200);
  await answer.arrayBuffer();
}

/** A connection that asks for a list and never reads. */
function asking({ address }, search, token) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.off('error', reject).on('error', () => undefined);
      socket.write(
        `GET /api/3/contactos?${search} HTTP/1.1\r\nHost: ${hostname}\r\nToken: ${token}\r\n\r\n`,
      );
      resolve(socket);
    });
    socket.on('error', reject);
  });
}

function megabytes(bytes) {
  return `${(bytes / 1024 ** 2).toFixed(0)} MB`;
}
