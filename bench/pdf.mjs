/** PDF documents: how fast the service makes them, with which memory, and what a client sees. */
import { readSheet } from '../test/golden/sheets.mjs';
import { createRequests, fillForCreates } from './create-data.mjs';
import { createDatabase } from './data.mjs';
import { processorTime, residentMemory, startFacturanest, stop } from './processes.mjs';

const SERVICE = 'pdf service';
const OVER_HTTP = 'pdf over http';
export const PDFS = [SERVICE, OVER_HTTP];

const DOCUMENTS = 10_000;
/** By then everything is in memory that stays there. */
const SETTLED_AT = 1_000;
const MOST_GROWTH_MB = 40;
const AT_ONCE = 8;

const CONNECTIONS = 4;
const INVOICES = 40;
const LEAST_PER_SECOND = 80;
/** What an ordinary read may take at worst while documents are made (99 of 100). */
const MOST_READ_MS = 100;
const READS_FOR_COMPARISON = 500;

/** Measures the wanted ones of PDFS; gives whether they reach their targets. */
export async function measurePdfs({ mysqlServer, isWanted, timing }) {
  let reached = true;
  if (isWanted(SERVICE)) reached = await measureService();
  if (isWanted(OVER_HTTP)) reached = (await measureOverHttp(mysqlServer, timing)) && reached;
  return reached;
}

// ---- the service alone, through its threads

async function measureService() {
  const { readConfig } = await import('../dist/kernel/config/config.js');
  const { PdfService } = await import('../dist/export/pdf/index.js');
  const config = readConfig({});
  const service = new PdfService(config);
  const sheet = readSheet('one-page-invoice');
  const memory = {};
  let made = 0;
  const start = performance.now();
  const processor = process.cpuUsage();
  const work = async () => {
    while (made < DOCUMENTS) {
      made += 1;
      if ([SETTLED_AT, DOCUMENTS].includes(made)) memory[made] = residentMemory(process.pid);
      // No two are the same, or a remembered one might be sent.
      await service.render({ ...sheet, code: `F2026A${made}`, number: String(made) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  await service.onApplicationShutdown();
  const growth = (memory[DOCUMENTS] - memory[SETTLED_AT]) / 1024 ** 2;
  const isFlat = !(growth > MOST_GROWTH_MB);
  console.log(
    `${SERVICE}: ${DOCUMENTS} one-page invoices with a logo, ${config.pdfWorkers} thread(s): ` +
      `${(DOCUMENTS / seconds).toFixed(0)}/s, ` +
      `${((user + system) / 1000 / DOCUMENTS).toFixed(1)} ms of processor each`,
  );
  console.log(
    `${SERVICE}: memory ${megabytes(memory[SETTLED_AT])} MB after ${SETTLED_AT}, ` +
      `${megabytes(memory[DOCUMENTS])} MB after ${DOCUMENTS}: ` +
      `grows by less than ${MOST_GROWTH_MB} MB, ${verdict(isFlat)}`,
  );
  return isFlat;
}

// ---- the route, with other requests beside it

async function measureOverHttp(mysqlServer, { send, seconds }) {
  const database = await createDatabase(mysqlServer, 'pdf');
  const installer = await startFacturanest(database);
  await stop(installer);
  await fillForCreates(database, 0);
  const server = { ...(await startFacturanest(database)), headers: { Token: installer.apiKey } };
  const invoices = await createInvoices(server, database);
  await assertPdf(server, invoices[0]);
  const requests = invoices.map((id) => ({ path: `/api/3/exportarFacturaCliente/${id}` }));
  const job = { address: server.address, headers: server.headers, connections: CONNECTIONS };
  await send({ ...job, requests, seconds: 2 });
  const processor = processorTime(server.pid);
  const alone = await send({ ...job, requests, seconds: Math.max(5, seconds) });
  const each = (processorTime(server.pid) - processor) / alone.answered;
  const quiet = await readTimes(server, invoices, (count) => count < READS_FOR_COMPARISON);
  let isOver = false;
  const loading = send({ ...job, requests, seconds: Math.max(5, seconds) }).finally(
    () => (isOver = true),
  );
  const busy = await readTimes(server, invoices, () => !isOver);
  const beside = await loading;
  await stop(server);
  for (const { failed, refusal } of [alone, beside]) {
    if (failed > 0) throw new Error(`${OVER_HTTP}: ${failed} were not answered 200: ${refusal}`);
  }
  const isFast = alone.perSecond >= LEAST_PER_SECOND;
  const isFree = percentile(busy, 0.99) <= MOST_READ_MS;
  console.log(
    `${OVER_HTTP}: ${alone.perSecond.toFixed(0)} invoices/s over ${CONNECTIONS} connections, ` +
      `${each.toFixed(1)} ms of processor each, ${LEAST_PER_SECOND} wanted, ${verdict(isFast)}`,
  );
  console.log(
    `${OVER_HTTP}: beside ${beside.perSecond.toFixed(0)}/s one invoice by key takes ${times(busy)} ` +
      `(without them ${times(quiet)}), ` +
      `99 of 100 within ${MOST_READ_MS} ms wanted, ${verdict(isFree)}`,
  );
  return isFast && isFree;
}

async function createInvoices({ address, headers }, database) {
  const ids = [];
  for (const { path, method, body } of (await createRequests(database)).slice(0, INVOICES)) {
    const json = { ...headers, 'Content-Type': 'application/json' };
    const response = await fetch(address + path, { method, headers: json, body });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path} answered ${JSON.stringify(answer).slice(0, 300)}`);
    ids.push(answer.doc.idfactura);
  }
  return ids;
}

async function assertPdf({ address, headers }, id) {
  const response = await fetch(`${address}/api/3/exportarFacturaCliente/${id}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.subarray(0, 5).toString() === '%PDF-') return;
  throw new Error(`${OVER_HTTP}: ${response.status} ${bytes.subarray(0, 300).toString()}`);
}

/** Milliseconds of one small read after the other, while `goesOn` says so of their count. */
async function readTimes({ address, headers }, invoices, goesOn) {
  const taken = [];
  while (goesOn(taken.length)) {
    const id = invoices[taken.length % invoices.length];
    const start = performance.now();
    const response = await fetch(`${address}/api/3/facturaclientes/${id}`, { headers });
    await response.text();
    if (!response.ok) throw new Error(`${OVER_HTTP}: a read was answered ${response.status}`);
    taken.push(performance.now() - start);
  }
  return taken;
}

function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function times(values) {
  const [middle, late] = [percentile(values, 0.5), percentile(values, 0.99)];
  return `${middle.toFixed(1)} ms, 99 of 100 within ${late.toFixed(1)} ms`;
}

function megabytes(bytes) {
  return Math.round(bytes / 1024 ** 2);
}

function verdict(reached) {
  return reached ? 'reached' : 'MISSED';
}
