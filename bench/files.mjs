/** How much memory a large upload and a large download take. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createDatabase } from './data.mjs';
import { residentMemory, startFacturanest, stop } from './processes.mjs';

export const FILES = ['files'];

const MEGABYTE = 1e6;
const FILE_BYTES = 200 * MEGABYTE;
const MOST_GROWTH = 30 * MEGABYTE;
const SAMPLE_MS = 10;
/** So many small uploads and downloads bring code and buffers into memory first. */
const WARMING = 30;
const BOUNDARY = 'facturanest-bench';

/** Measures an upload and a download; gives whether both stay below the target. */
export async function measureFiles({ mysqlServer }) {
  const database = await createDatabase(mysqlServer, 'files');
  const server = await startFacturanest(database);
  const headers = { Token: server.apiKey };
  for (let count = 0; count < WARMING; count++) {
    const { idfile } = await upload(server, headers, MEGABYTE);
    await download(server, headers, idfile);
  }
  let idfile;
  const up = await memoryOf(server, async () => {
    ({ idfile } = await upload(server, headers, FILE_BYTES));
  });
  const down = await memoryOf(server, async () => {
    assert.equal(await download(server, headers, idfile), FILE_BYTES, 'the file comes back whole');
  });
  await stop(server);
  console.log(line('upload', up));
  console.log(line('download', down));
  return staysFlat(up) && staysFlat(down);
}

/** Bytes of memory before and at the peak, and how long the work took. */
async function memoryOf({ pid }, work) {
  const before = residentMemory(pid);
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, residentMemory(pid))), SAMPLE_MS);
  const start = performance.now();
  await work();
  clearInterval(sampling);
  return { before, peak, seconds: (performance.now() - start) / 1000 };
}

/** Sends a file of so many bytes, as fast as the server takes them; gives its record. */
function upload({ address }, headers, bytes) {
  const head = Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.zip"\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  const block = Buffer.alloc(64 * 1024, 'no picture, no archive ');
  return new Promise((resolve, reject) => {
    const outgoing = request(`${address}/api/3/attachedfiles`, {
      method: 'POST',
      headers: {
        ...headers,
        'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
        'Content-Length': head.length + bytes + tail.length,
      },
    });
    outgoing.on('error', reject).on('response', (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(JSON.parse(text).data);
        else reject(new Error(`The upload was answered ${answer.statusCode}: ${text}`));
      });
    });
    outgoing.write(head);
    let left = bytes;
    const fill = () => {
      while (left > 0) {
        const part = block.subarray(0, Math.min(left, block.length));
        left -= part.length;
        if (!outgoing.write(part) && left > 0) {
          outgoing.once('drain', fill);
          return;
        }
      }
      outgoing.end(tail);
    };
    fill();
  });
}

/** Reads a file and throws it away as it comes; gives its bytes. */
async function download({ address }, headers, idfile) {
  const record = await fetch(`${address}/api/3/attachedfiles/${idfile}`, { headers });
  const response = await fetch(`${address}/${(await record.json()).download}`);
  assert.equal(response.status, 200, 'the file is sent');
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  return bytes;
}

/** True as well where memory can not be measured. */
function staysFlat({ before, peak }) {
  return !(peak - before >= MOST_GROWTH);
}

function line(name, { before, peak, seconds }) {
  const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
  const verdict = staysFlat({ before, peak }) ? 'reached' : 'MISSED';
  return (
    `files: ${name} of ${FILE_BYTES / MEGABYTE} MB in ${seconds.toFixed(1)} s; memory ` +
    `${megabytes(before)} MB before, ${megabytes(peak)} MB at the peak: grows by ` +
    `${megabytes(peak - before)} MB, less than ${MOST_GROWTH / MEGABYTE} wanted, ${verdict}`
  );
}
