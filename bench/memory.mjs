/** How much memory a list of all rows takes while it streams. */
import { INVOICES } from './data.mjs';
import { residentMemory } from './processes.mjs';

const SAMPLE_MS = 50;

/**
 * Reads all invoices once, throwing them away as they come.
 *
 * @returns bytes of memory before and at the peak, bytes read, rows read and rows a second
 */
export async function measureStream({ address, pid }, headers) {
  // Code and connections are in memory before the first sample; the long list itself is not.
  for (let warming = 0; warming < 200; warming++) {
    await drain(`${address}/api/3/facturaclientes?offset=${warming * 50}`, headers);
  }
  const before = residentMemory(pid);
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, residentMemory(pid))), SAMPLE_MS);
  const start = performance.now();
  const { bytes, rows } = await drain(`${address}/api/3/facturaclientes?limit=0`, headers);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampling);
  if (rows !== INVOICES) throw new Error(`limit=0 gave ${rows} rows of ${INVOICES}.`);
  return { before, peak, bytes, rows, rowsPerSecond: rows / seconds };
}

/** Bytes of an answer, and how often a row begins in it. */
async function drain(url, headers) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  let bytes = 0;
  let rows = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    // Rows hold no objects, so that each opening brace is a row.
    for (let at = chunk.indexOf(0x7b); at !== -1; at = chunk.indexOf(0x7b, at + 1)) rows += 1;
  }
  return { bytes, rows };
}
