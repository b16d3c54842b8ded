/**
 * The bare server that the benchmark compares with: `node:http` and mysql2, no framework, no keys,
 * no checks. It answers the measured requests with the same JSON as facturanest, through prepared
 * statements, which are the faster way to read with mysql2.
 *
 * DATABASE_URL names the database, RESOURCES is the JSON text of the root. It prints its port.
 */
import { createServer } from 'node:http';
import mysql from 'mysql2/promise';

const { DATABASE_URL, RESOURCES } = process.env;
/** As many connections as facturanest opens. */
const POOL_SIZE = 20;

const pool = mysql.createPool({
  uri: DATABASE_URL,
  connectionLimit: POOL_SIZE,
  dateStrings: true,
});

const INVOICE = await typesOf('facturascli');
const LINE = await typesOf('lineasfacturascli');

const server = createServer((request, response) => {
  answer(request.url).then(
    (body) => send(response, body === null ? 404 : 200, body ?? '{"error":"not found"}'),
    (error) => send(response, 500, JSON.stringify({ error: String(error) })),
  );
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

async function answer(url) {
  const [path, search] = url.split('?', 2);
  const [, , , resource, id] = path.split('/');
  if (resource === undefined) return RESOURCES;
  if (resource === 'facturaclientes')
    return id ? invoice(id) : invoices(new URLSearchParams(search));
  if (resource === 'lineafacturaclientes') return lines(new URLSearchParams(search));
  return null;
}

async function invoice(id) {
  const [rows] = await pool.execute('SELECT * FROM facturascli WHERE idfactura = ?', [Number(id)]);
  return rows.length === 0 ? null : JSON.stringify(typed(rows[0], INVOICE));
}

async function invoices(search) {
  // Limits of prepared statements are bound as texts: mysql2 would send numbers as doubles.
  const limit = search.get('limit') ?? '50';
  const offset = search.get('offset') ?? '0';
  const [rows] = await pool.execute(
    'SELECT * FROM facturascli ORDER BY idfactura LIMIT ? OFFSET ?',
    [limit, offset],
  );
  return JSON.stringify(rows.map((row) => typed(row, INVOICE)));
}

async function lines(search) {
  const [rows] = await pool.execute(
    'SELECT * FROM lineasfacturascli WHERE idfactura = ? ORDER BY idlinea LIMIT 50',
    [Number(search.get('filter[idfactura]'))],
  );
  return JSON.stringify(rows.map((row) => typed(row, LINE)));
}

/** The columns of a table that the driver does not give as the API shows them. */
async function typesOf(table) {
  const [columns] = await pool.query(`SHOW COLUMNS FROM ${table}`);
  const named = (type) => columns.filter(({ Type }) => Type === type).map(({ Field }) => Field);
  return { flags: named('tinyint(1)'), days: named('date') };
}

function typed(row, { flags, days }) {
  for (const name of flags) row[name] = row[name] === null ? null : row[name] === 1;
  for (const name of days) row[name] = row[name] && dayFirst(row[name]);
  return row;
}

/** `2026-11-22` as `22-11-2026`. */
function dayFirst(day) {
  return `${day.slice(8)}-${day.slice(5, 7)}-${day.slice(0, 4)}`;
}

function send(response, status, body) {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
