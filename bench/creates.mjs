/** Creates of invoices: beside the bare server, and beside 100 000 invoices that are there. */
import assert from 'node:assert/strict';
import { compare, CONNECTIONS } from './compare.mjs';
import { countCreated, createRequests, fillForCreates } from './create-data.mjs';
import { createDatabase, INVOICES, LINES_PER_INVOICE, rowOf } from './data.mjs';
import { startBare, startFacturanest, stop } from './processes.mjs';
import { headings, loadRow, reaches } from './report.mjs';

const JSON_BODY = { 'Content-Type': 'application/json' };
/** Customer, VAT and income: the invoices have one rate of VAT and one account of income. */
const ENTRY_LINES = 3;

const AGAINST_BARE = { name: 'create an invoice', target: 0.15 };
const AT_100_000 = { name: 'create at 100 000', target: 0.9 };

export const CREATES = [AGAINST_BARE.name, AT_100_000.name];

/** Measures the wanted ones of CREATES; gives whether they reach their targets. */
export async function measureCreates({ mysqlServer, isWanted, timing }) {
  const { flush } = await rowOf(mysqlServer, 'SELECT @@innodb_flush_log_at_trx_commit AS flush');
  console.log(`Creates: innodb_flush_log_at_trx_commit = ${flush}, for all databases`);
  let reached = true;
  if (isWanted(AGAINST_BARE.name)) {
    const sides = [
      await facturanest(mysqlServer, 'facturanest', 0),
      await bareServer(mysqlServer, 'bare'),
    ];
    reached = await measure(AGAINST_BARE, sides, timing);
  }
  if (isWanted(AT_100_000.name)) {
    const sides = [
      await facturanest(mysqlServer, 'at 100 000', INVOICES),
      await facturanest(mysqlServer, 'empty', 0),
    ];
    reached = (await measure(AT_100_000, sides, timing)) && reached;
  }
  return reached;
}

async function measure(load, sides, timing) {
  const requests = await createRequests(sides[0].database);
  await assertSameInvoice(load, sides, requests[0]);
  const result = await compare({ ...load, requests }, sides, timing);
  for (const [place, side] of sides.entries()) {
    await assertComplete(load, side, result.figures[place]);
  }
  console.log(headings(sides));
  console.log(loadRow(load, result));
  await Promise.all(sides.map(stop));
  return reaches(load, result);
}

async function facturanest(mysqlServer, name, invoices) {
  const { database, apiKey } = await installation(mysqlServer, invoices);
  const server = await startFacturanest(database);
  return { ...server, name, database, invoices, headers: { ...JSON_BODY, Token: apiKey } };
}

async function bareServer(mysqlServer, name) {
  const { database } = await installation(mysqlServer, 0);
  const server = await startBare('./create-baseline.mjs', database);
  return { ...server, name, database, invoices: 0, headers: JSON_BODY };
}

/** A database that facturanest has installed. It is filled while no server may remember it empty. */
async function installation(mysqlServer, invoices) {
  const database = await createDatabase(mysqlServer, 'create');
  const installer = await startFacturanest(database);
  await stop(installer);
  await fillForCreates(database, invoices);
  return { database, apiKey: installer.apiKey };
}

/** Both sides must make the same of a request, or the comparison would mean nothing. */
async function assertSameInvoice(load, sides, { path, method, body }) {
  const amounts = [];
  for (const { name, address, headers, invoices } of sides) {
    const response = await fetch(address + path, { method, headers, body });
    const text = await response.text();
    const problem = `${load.name} (${name}): ${path} answers ${response.status}: ${text.slice(0, 300)}`;
    assert.equal(response.status, 200, problem);
    const { doc, lines } = JSON.parse(text);
    assert.equal(Number(doc.numero), invoices + 1, problem);
    assert.equal(lines.length, LINES_PER_INVOICE, problem);
    const { neto, totaliva, total, totalcoste, totalbeneficio } = doc;
    amounts.push({ neto, totaliva, total, totalcoste, totalbeneficio });
  }
  assert.ok(amounts[0].total > 0, `${load.name}: the invoice comes to nothing`);
  assert.deepEqual(amounts[0], amounts[1], `${load.name}: the servers calculate differently`);
}

/** All that was answered 200 must be stored, whole and numbered without a gap. */
async function assertComplete(load, { name, database, invoices }, { answered, firings }) {
  const stored = await countCreated(database);
  const created = stored.invoices - invoices;
  assert.deepEqual(
    stored,
    {
      invoices: stored.invoices,
      highestNumber: stored.invoices,
      lines: stored.invoices * LINES_PER_INVOICE,
      posted: created,
      entries: created,
      entryLines: created * ENTRY_LINES,
      receipts: created,
    },
    `${load.name} (${name}): invoices lack a part`,
  );
  // One was created before the rounds; each round may end with some on their way.
  const most = 1 + answered + firings * CONNECTIONS;
  assert.ok(
    created > answered && created <= most,
    `${load.name} (${name}): ${answered} creates were answered, ${created} are stored`,
  );
}
