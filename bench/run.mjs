/**
 * `npm run bench`: facturanest beside bare servers, in one run. See README.md.
 *
 * Arguments: what to measure, by how the names begin (everything if there is none). Options:
 * `--no-check` ends with 0 whatever was measured; `--rounds=N` and `--seconds=N` change how long.
 */
import { parseArgs } from 'node:util';
import { CREATES, measureCreates } from './creates.mjs';
import { dropDatabases, serverUrl } from './data.mjs';
import { FILES, measureFiles } from './files.mjs';
import { measurePdfs, PDFS } from './pdf.mjs';
import { startLoad, stopAll } from './processes.mjs';
import { measureReads, READS } from './reads.mjs';
import { measureSlowReaders, SLOW_READERS } from './slow-readers.mjs';

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    'no-check': { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const isWanted = (name) => wanted.length === 0 || wanted.some((part) => name.startsWith(part));

const mysqlServer = serverUrl();
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
  const all = [...READS, ...CREATES, ...PDFS, ...FILES, ...SLOW_READERS];
  const unknown = wanted.find((part) => !all.some((name) => name.startsWith(part)));
  if (unknown !== undefined) throw new Error(`${unknown} is none of: ${all.join(', ')}.`);
  const start = performance.now();
  console.log(`MySQL or MariaDB on ${mysqlServer.host}, Node ${process.version}`);
  const timing = {
    send: startLoad(),
    rounds: Number(options.rounds),
    seconds: Number(options.seconds),
  };
  let reached = true;
  for (const [names, measure] of [
    [READS, measureReads],
    [CREATES, measureCreates],
    [PDFS, measurePdfs],
    [FILES, measureFiles],
    [SLOW_READERS, measureSlowReaders],
  ]) {
    if (!names.some(isWanted)) continue;
    const good = await measure({ mysqlServer, isWanted, timing });
    reached &&= good;
    console.log(`(${elapsed(start)} since the start)`);
  }
  console.log(reached ? 'All targets are reached' : 'A target is MISSED');
  return reached;
}

function elapsed(start) {
  return `${((performance.now() - start) / 1000).toFixed(0)} s`;
}

/** Ends the children and drops the databases, once. */
function tidyUp() {
  ending ??= stopAll().then(() => dropDatabases(mysqlServer));
  return ending;
}
