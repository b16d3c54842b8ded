/**
 * `npm run bench`: facturanest beside a bare server, on one database, in one run. See README.md.
 *
 * Options: `--no-check` ends with 0 whatever was measured; `--only=NAME,…` measures some loads;
 * `--rounds=N` and `--seconds=N` change how long.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { createDatabase, CUSTOMERS, dropDatabase, fill, INVOICES, serverUrl } from './data.mjs';
import { measureStream } from './memory.mjs';
import {
  processorTime,
  startBaseline,
  startFacturanest,
  startLoad,
  stop,
  stopAll,
} from './processes.mjs';
import { HEADINGS, loadRow, memoryLines, reaches, staysFlat } from './report.mjs';

/** Invoice numbers all over the table; the same ones, in the same order, for both servers. */
const SAMPLE = Array.from({ length: 4000 }, (_, index) => 1 + ((index * 7919) % INVOICES));

/** What is measured; a load without a target is printed for information. */
const LOADS = [
  { name: 'root', target: 0.15, paths: ['/api/3'] },
  {
    name: 'one invoice by key',
    target: 0.25,
    paths: SAMPLE.map((id) => `/api/3/facturaclientes/${id}`),
  },
  {
    name: 'lines of one invoice',
    target: 0.25,
    paths: SAMPLE.map((id) => `/api/3/lineafacturaclientes?filter[idfactura]=${id}`),
  },
  { name: 'list of 50 invoices', target: 0.5, paths: ['/api/3/facturaclientes'] },
  { name: 'offset=90000', target: 4, paths: ['/api/3/facturaclientes?offset=90000'] },
  {
    name: 'offsets 80000-99950',
    target: null,
    paths: SAMPLE.map((id) => `/api/3/facturaclientes?offset=${80_000 + (id % 400) * 50}`),
  },
];

const { values: options } = parseArgs({
  options: {
    'no-check': { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const wanted = options.only?.split(',');
const isWanted = (name) => !wanted || wanted.some((part) => name.startsWith(part));

const mysqlServer = serverUrl();
let database = null;
let ending = null;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => void tidyUp().finally(() => process.exit(130)));
}

try {
  const reached = await main();
  if (!reached && !options['no-check']) process.exitCode = 1;
} catch (error) {
  // An interrupted run fails everywhere at once; that is no news.
  if (!ending) console.error(error);
  process.exitCode = 1;
} finally {
  await tidyUp();
}

async function main() {
  const start = performance.now();
  console.log(`MySQL or MariaDB on ${mysqlServer.host}, Node ${process.version}`);
  database = await createDatabase(mysqlServer);
  let ours = await startFacturanest(database);
  const headers = { Token: ours.apiKey };
  await fill(database);
  console.log(
    `Filled ${CUSTOMERS} customers, ${INVOICES} invoices, ${INVOICES * 3} lines ` +
      `(${elapsed(start)} since the start)`,
  );
  const resources = await textOf(ours, '/api/3', headers);
  const servers = { ours, bare: await startBaseline(database, resources) };
  await assertSameAnswers(servers, headers);
  const load = startLoad();
  console.log(HEADINGS);
  let reached = true;
  for (const each of LOADS.filter(({ name }) => isWanted(name))) {
    const result = await measure(each, servers, headers, load);
    console.log(loadRow(each, result));
    reached &&= reaches(each, result);
  }
  if (isWanted('memory')) {
    // A new process: the loads before have grown the heap of the old one.
    await stop(ours);
    ours = await startFacturanest(database);
    const memory = await measureStream(ours, headers);
    console.log(memoryLines(memory));
    reached &&= staysFlat(memory);
  }
  console.log(`${reached ? 'All targets are reached' : 'A target is MISSED'} (${elapsed(start)})`);
  return reached;
}

/** Both servers must send the same bytes, or the comparison would mean nothing. */
async function assertSameAnswers({ ours, bare }, headers) {
  for (const { name, paths } of LOADS) {
    for (const path of [paths[0], paths.at(-1)]) {
      const [one, other] = await Promise.all([textOf(ours, path, headers), textOf(bare, path, {})]);
      assert.equal(one, other, `${name}: the servers answer ${path} differently`);
      assert.ok(one.length > 100, `${name}: ${path} is answered with nothing`);
    }
  }
  const { headers: sent } = await fetch(`${ours.address}/api/3/facturaclientes`, { headers });
  assert.equal(sent.get('x-total-count'), String(INVOICES), 'the total is exact');
}

/** Alternates short rounds of both servers, so that what else the machine does hits both. */
async function measure({ name, paths }, servers, headers, load) {
  const fire = async (side, duration) => {
    const { address, pid } = servers[side];
    const before = processorTime(pid);
    const sent = side === 'ours' ? headers : {};
    const result = await load({ address, headers: sent, paths, seconds: duration });
    if (result.failed > 0)
      throw new Error(`${name}: ${result.failed} answers were no 2xx (${side})`);
    return {
      perSecond: result.perSecond,
      microseconds: ((processorTime(pid) - before) * 1000) / result.answered,
    };
  };
  const measured = { ours: [], bare: [] };
  for (const side of ['ours', 'bare']) await fire(side, 1);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
    for (const side of order) measured[side].push(await fire(side, seconds));
  }
  const median = (side) => ({
    perSecond: middle(measured[side].map(({ perSecond }) => perSecond)),
    microseconds: middle(measured[side].map(({ microseconds }) => microseconds)),
  });
  // Two neighbouring rounds saw the same machine: their ratio says more than that of the medians.
  const ratio = middle(
    measured.ours.map(({ perSecond }, round) => perSecond / measured.bare[round].perSecond),
  );
  return { ours: median('ours'), bare: median('bare'), ratio };
}

async function textOf({ address }, path, headers) {
  const response = await fetch(address + path, { headers });
  const text = await response.text();
  assert.equal(response.status, 200, `${path} answers ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

function middle(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function elapsed(start) {
  return `${((performance.now() - start) / 1000).toFixed(0)} s`;
}

/** Ends the children and drops the database, once. */
function tidyUp() {
  ending ??= stopAll().then(() => database && dropDatabase(mysqlServer, database));
  return ending;
}
