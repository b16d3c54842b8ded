/** The databases of a benchmark: made for one run, filled by SQL, dropped at the end. */
import mysql from 'mysql2/promise';

export const CUSTOMERS = 20_000;
export const INVOICES = 100_000;
export const LINES_PER_INVOICE = 3;
const COLLATION = 'utf8mb4_unicode_520_ci';
const databases = new Set();

/** The MySQL or MariaDB server to use: its URL without a database. */
export function serverUrl({ BENCH_MYSQL_URL, TEST_MYSQL_URL } = process.env) {
  const url = new URL(BENCH_MYSQL_URL || TEST_MYSQL_URL || 'mysql://root@127.0.0.1:3306');
  url.pathname = '';
  return url;
}

/** Makes an empty database of a name that no other run has; gives its URL. */
export async function createDatabase(server, purpose) {
  const url = new URL(server);
  url.pathname = `fn_bench_${purpose}_${process.pid}_${Date.now().toString(36)}`;
  databases.add(url);
  await onServer(server, (connection) =>
    connection.query(`CREATE DATABASE ${nameOf(url)} CHARACTER SET utf8mb4 COLLATE ${COLLATION}`),
  );
  return url;
}

/** Drops all databases that this run has made. */
export async function dropDatabases(server) {
  if (databases.size === 0) return;
  await onServer(server, async (connection) => {
    for (const url of databases) {
      await connection.query(`DROP DATABASE IF EXISTS ${nameOf(url)}`);
      databases.delete(url);
    }
  });
}

/**
 * Fills the tables of a fresh installation with customers, invoices and their lines, spread over
 * the fiscal year that it made, and lets the engine look at them.
 */
export async function fill(url) {
  await withNumbers(url, INVOICES, async (connection) => {
    await connection.query(INSERT_CUSTOMERS, [CUSTOMERS]);
    await connection.query(insertLines({ references: 5000, product: 'NULL' }), [INVOICES]);
    await connection.query(INSERT_INVOICES, [CUSTOMERS]);
    await connection.query('ANALYZE TABLE clientes, facturascli, lineasfacturascli');
  });
}

/** Does work of SQL without checks of keys while there is a table `bench_numbers` of 1 … `last`. */
export async function withNumbers(url, last, work) {
  const connection = await mysql.createConnection({ uri: url.href, charset: COLLATION });
  try {
    await connection.query('SET FOREIGN_KEY_CHECKS = 0, UNIQUE_CHECKS = 0');
    await fillNumbers(connection, last);
    await work(connection);
    await connection.query('DROP TABLE bench_numbers');
  } finally {
    await connection.end();
  }
}

/** The only row of a query on the server, or on one of its databases. */
export async function rowOf(url, sql) {
  let row;
  await onServer(url, async (connection) => {
    [[row]] = await connection.query(sql);
  });
  return row;
}

/** Doubles the numbers into being: sequences are MariaDB's own, this runs anywhere. */
async function fillNumbers(connection, last) {
  await connection.query('CREATE TABLE bench_numbers (n INT PRIMARY KEY)');
  await connection.query('INSERT INTO bench_numbers VALUES (1)');
  for (let count = 1; count < last; count *= 2) {
    await connection.query(
      'INSERT INTO bench_numbers SELECT n + ? FROM bench_numbers WHERE n + ? <= ?',
      [count, count, last],
    );
  }
}

/** One of the given words, by a hash of the number `n` so that neighbours differ. */
const pick = (words, salt) =>
  `ELT(1 + CRC32(CONCAT(n, '${salt}')) % ${words.length}, ${words.map((word) => `'${word}'`).join(', ')})`;

const FIRST_NAMES = ['María', 'José', 'Lucía', 'Íñigo', 'Carmen', 'Antonio', 'Núria', 'Xabier'];
const SURNAMES = ['García', 'Muñoz', 'López', 'Peña', 'Sánchez', 'Agüero', 'Castro', 'Ibáñez'];
const TRADES = ['Talleres', 'Suministros', 'Panadería', 'Construcciones', 'Electricidad', 'Óptica'];
const CITIES = ['Madrid', 'A Coruña', 'Málaga', 'Logroño', 'València', 'Sevilla', 'Cádiz', 'León'];
const STREETS = ['Calle Mayor', 'Avenida de la Constitución', 'Plaza de España', 'Rúa Nova'];
const GOODS = [
  'Tornillo de acero',
  'Cable de cobre',
  'Servicio de instalación',
  'Baldosa cerámica',
];
const NOTES = ['Entregar por la mañana', 'Pedido por teléfono', 'Añadir albarán firmado'];

const TAX_ID = `CONCAT('B', LPAD(n, 8, '0'))`;
const NAME = `CONCAT(${pick(TRADES, 't')}, ' ', ${pick(SURNAMES, 's')}, ' ', n)`;

/** Customers with the codes 1 … as many as the parameter says. */
export const INSERT_CUSTOMERS = `
  INSERT INTO clientes
    (codcliente, cifnif, nombre, razonsocial, tipoidfiscal, personafisica, email, telefono1,
     codpago, codserie, regimeniva, fechaalta, debaja, langcode, observaciones, riesgoalcanzado)
  SELECT n, ${TAX_ID}, ${NAME}, CONCAT(${NAME}, ', S.L.'), 'CIF', 0,
     CONCAT('facturas', n, '@example.com'), CONCAT('6', LPAD(n, 8, '0')),
     (SELECT MIN(codpago) FROM formaspago), 'A', 'General',
     (SELECT fechainicio FROM ejercicios LIMIT 1) + INTERVAL n % 365 DAY, 0, 'es_ES',
     CONCAT('Contacto: ', ${pick(FIRST_NAMES, 'f')}, ' ', ${pick(SURNAMES, 'c')}), 0
  FROM bench_numbers WHERE n <= ?`;

/** The number of a line, by that of its invoice and its place in it. */
const LINE = `(n - 1) * ${LINES_PER_INVOICE} + place`;
const QUANTITY = '(1 + (n + place) % 9)';
const PRICE = '((n * 7 + place * 131) % 40000 + 99) / 100';
const PLACES = Array.from(
  { length: LINES_PER_INVOICE },
  (_, place) => `SELECT ${place + 1} AS place`,
);

/**
 * Lines of as many invoices as its parameter says. They have REF-00000 and so on, `references` in
 * all, and `product`: SQL for the key of a product, in terms of its place in them, `reference`.
 */
export const insertLines = ({ references, product }) => `
  INSERT INTO lineasfacturascli
    (idlinea, idfactura, referencia, idproducto, descripcion, cantidad, pvpunitario, pvpsindto,
     pvptotal, dtopor, dtopor2, codimpuesto, iva, recargo, irpf, coste, orden, servido,
     actualizastock, suplido, mostrar_cantidad, mostrar_precio, salto_pagina)
  SELECT ${LINE}, n, CONCAT('REF-', LPAD(reference, 5, '0')), ${product},
     CONCAT(${pick(GOODS, 'g')}, ', lote ', n), ${QUANTITY}, ${PRICE},
     ${QUANTITY} * ${PRICE}, ${QUANTITY} * ${PRICE}, 0, 0, 'IVA21', 21, 0, 0,
     ROUND(${PRICE} * 0.6, 2), 10 * place, 0, 0, 0, 1, 1, 0
  FROM (
     SELECT n, place, (n + place) % ${references} AS reference
     FROM bench_numbers JOIN (${PLACES.join(' UNION ALL ')}) AS places
     WHERE n <= ?
  ) AS numbered
  ORDER BY n, place`;

/** The invoices of the lines that there are, for as many customers as the parameter says. */
export const INSERT_INVOICES = `
  INSERT INTO facturascli
    (idfactura, codigo, numero, codserie, codejercicio, idempresa, codalmacen, coddivisa, tasaconv,
     codcliente, cifnif, nombrecliente, direccion, ciudad, provincia, codpostal, codpais, codpago,
     fecha, hora, fechadevengo, idestado, editable, neto, netosindto, totaliva, totalrecargo,
     totalirpf, totalsuplidos, total, totaleuros, totalcoste, totalbeneficio, irpf, dtopor1,
     dtopor2, numdocs, observaciones, pagada, vencida)
  SELECT invoice, CONCAT('F', codejercicio, 'A', invoice), invoice, 'A', codejercicio, idempresa,
     (SELECT MIN(codalmacen) FROM almacenes), 'EUR', 1,
     n, cifnif, razonsocial, CONCAT(${pick(STREETS, 'd')}, ', ', n % 200),
     ${pick(CITIES, 'p')}, ${pick(CITIES, 'p')}, LPAD(n * 7 % 52000, 5, '0'), 'ESP', codpago,
     fechainicio + INTERVAL FLOOR((invoice - 1) * 365 / ${INVOICES}) DAY,
     SEC_TO_TIME(32400 + invoice % 32400),
     fechainicio + INTERVAL FLOOR((invoice - 1) * 365 / ${INVOICES}) DAY,
     (SELECT MIN(idestado) FROM estados_documentos WHERE tipodoc = 'FacturaCliente'), 1,
     neto, neto, ROUND(neto * 0.21, 2), 0, 0, 0, ROUND(neto * 1.21, 2), ROUND(neto * 1.21, 2),
     coste, ROUND(neto - coste, 2), 0, 0, 0, 0,
     IF(invoice % 3 = 0, ${pick(NOTES, 'o')}, ''), invoice % 4 <> 0, 0
  FROM (
     SELECT idfactura AS invoice, 1 + idfactura * 7919 % ? AS n,
       ROUND(SUM(pvptotal), 2) AS neto, ROUND(SUM(cantidad * coste), 2) AS coste
     FROM lineasfacturascli GROUP BY idfactura
  ) AS sums
  JOIN clientes ON codcliente = CAST(n AS CHAR)
  JOIN (SELECT * FROM ejercicios LIMIT 1) AS ejercicio
  ORDER BY invoice`;

function nameOf(url) {
  return '`' + url.pathname.slice(1) + '`';
}

async function onServer(server, work) {
  const connection = await mysql.createConnection({ uri: server.href });
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
