/** Lists and single records: facturanest beside the bare server of `baseline.mjs`. */
import assert from 'node:assert/strict';
import { compare } from './compare.mjs';
import { createDatabase, CUSTOMERS, fill, INVOICES, LINES_PER_INVOICE } from './data.mjs';
import { measureStream } from './memory.mjs';
import { startBare, startFacturanest, stop } from './processes.mjs';
import { headings, loadRow, memoryLines, reaches, staysFlat } from './report.mjs';

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

export const READS = [...LOADS.map(({ name }) => name), 'memory'];

/** Measures the wanted ones of READS; gives whether they reach their targets. */
export async function measureReads({ mysqlServer, isWanted, timing }) {
  const database = await createDatabase(mysqlServer, 'read');
  let server = await startFacturanest(database);
  const headers = { Token: server.apiKey };
  await fill(database);
  console.log(
    `Filled ${CUSTOMERS} customers, ${INVOICES} invoices, ${INVOICES * LINES_PER_INVOICE} lines`,
  );
  const resources = await textOf({ ...server, headers }, '/api/3');
  const bare = await startBare('./baseline.mjs', database, { RESOURCES: resources });
  const sides = [
    { ...server, name: 'facturanest', headers },
    { ...bare, name: 'bare', headers: {} },
  ];
  await assertSameAnswers(sides);
  console.log(headings(sides));
  let reached = true;
  for (const load of LOADS.filter(({ name }) => isWanted(name))) {
    const requests = load.paths.map((path) => ({ path }));
    const result = await compare({ ...load, requests }, sides, timing);
    console.log(loadRow(load, result));
    reached &&= reaches(load, result);
  }
  await Promise.all([stop(server), stop(bare)]);
  if (isWanted('memory')) {
    // A new process: the loads before have grown the heap of the old one.
    server = await startFacturanest(database);
    const memory = await measureStream(server, headers);
    console.log(memoryLines(memory));
    reached &&= staysFlat(memory);
    await stop(server);
  }
  return reached;
}

/** Both servers must send the same bytes, or the comparison would mean nothing. */
async function assertSameAnswers([ours, bare]) {
  for (const { name, paths } of LOADS) {
    for (const path of [paths[0], paths.at(-1)]) {
      const [one, other] = await Promise.all([textOf(ours, path), textOf(bare, path)]);
      assert.equal(one, other, `${name}: the servers answer ${path} differently`);
      assert.ok(one.length > 100, `${name}: ${path} is answered with nothing`);
    }
  }
  const { address, headers } = ours;
  const { headers: sent } = await fetch(`${address}/api/3/facturaclientes`, { headers });
  assert.equal(sent.get('x-total-count'), String(INVOICES), 'the total is exact');
}

async function textOf({ address, headers }, path) {
  const response = await fetch(address + path, { headers });
  const text = await response.text();
  assert.equal(response.status, 200, `${path} answers ${response.status}: ${text.slice(0, 200)}`);
  return text;
}
