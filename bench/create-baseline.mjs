/**
 * The bare server that the creates of the benchmark compare with: `node:http` and mysql2 do the
 * least that any create of an invoice must do, on the tables of an installation. Customers and
 * products are in its memory, nothing is checked, stock and balances are left alone. One
 * transaction takes the number and writes invoice, lines, entry, entry lines and receipt.
 *
 * DATABASE_URL names the database. It prints its port.
 */
import { createServer } from 'node:http';
import mysql from 'mysql2/promise';

/** As many connections as facturanest opens. */
const POOL_SIZE = 20;
const VAT = 21;

const pool = mysql.createPool({
  uri: process.env.DATABASE_URL,
  connectionLimit: POOL_SIZE,
  dateStrings: true,
});

const SEQUENCE = await first(
  `SELECT * FROM secuencias_documentos WHERE tipodoc = 'FacturaCliente' AND codserie = 'A'`,
);
const WAREHOUSE = await first('SELECT codalmacen FROM almacenes');
const STATE = await first(
  `SELECT idestado FROM estados_documentos WHERE tipodoc = 'FacturaCliente' AND predeterminado = 1`,
);
const CUSTOMERS = await byKey('SELECT * FROM clientes', 'codcliente');
const PRODUCTS = await byKey(
  `SELECT p.idproducto, p.descripcion, p.codimpuesto, v.referencia, v.precio, v.coste
   FROM variantes AS v JOIN productos AS p ON p.idproducto = v.idproducto`,
  'referencia',
);
const ACCOUNTS = {
  customer: await subaccount('430%'),
  vat: await subaccount('4770000021'),
  income: await subaccount('700%'),
};

const server = createServer((request, response) => {
  textOf(request)
    .then((text) => create(JSON.parse(text)))
    .then(
      (created) => send(response, 200, created),
      (error) => send(response, 500, { status: 'error', message: String(error) }),
    );
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

async function create(body) {
  const connection = await pool.getConnection();
  try {
    await connection.query('START TRANSACTION');
    const created = await write(connection, body);
    await connection.query('COMMIT');
    return created;
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  } finally {
    connection.release();
  }
}

async function write(connection, { codcliente, fecha, lineas }) {
  const [[{ numero }]] = await connection.execute(
    'SELECT numero FROM secuencias_documentos WHERE idsecuencia = ? FOR UPDATE',
    [SEQUENCE.idsecuencia],
  );
  const doc = newInvoice(CUSTOMERS.get(codcliente), isoDay(fecha), numero);
  doc.idfactura = await insert(connection, 'facturascli', [doc]);
  const lines = lineas.map((line) => newLine(line, doc.idfactura));
  const firstLine = await insert(connection, 'lineasfacturascli', lines);
  lines.forEach((line, place) => (line.idlinea = firstLine + place));
  Object.assign(doc, totalsOf(lines));
  const entry = newEntry(doc);
  doc.idasiento = await insert(connection, 'asientos', [entry]);
  await insert(connection, 'partidas', newEntryLines(doc, entry));
  await insert(connection, 'recibospagoscli', [newReceipt(doc)]);
  await connection.execute(
    `UPDATE facturascli SET idasiento = ?, neto = ?, netosindto = ?, totaliva = ?, total = ?,
       totaleuros = ?, totalcoste = ?, totalbeneficio = ? WHERE idfactura = ?`,
    [
      doc.idasiento,
      doc.neto,
      doc.netosindto,
      doc.totaliva,
      doc.total,
      doc.totaleuros,
      doc.totalcoste,
      doc.totalbeneficio,
      doc.idfactura,
    ],
  );
  await connection.execute('UPDATE secuencias_documentos SET numero = ? WHERE idsecuencia = ?', [
    numero + 1,
    SEQUENCE.idsecuencia,
  ]);
  return { doc, lines };
}

function newInvoice(customer, day, number) {
  const { codejercicio, codserie, idempresa } = SEQUENCE;
  return {
    codigo: `F${codejercicio}${codserie}${number}`,
    numero: String(number),
    codserie,
    codejercicio,
    idempresa,
    codalmacen: WAREHOUSE.codalmacen,
    coddivisa: 'EUR',
    tasaconv: 1,
    codpago: customer.codpago,
    codcliente: customer.codcliente,
    cifnif: customer.cifnif,
    nombrecliente: customer.razonsocial,
    direccion: '',
    codpais: 'ESP',
    fecha: day,
    hora: new Date().toTimeString().slice(0, 8),
    idestado: STATE.idestado,
    editable: 1,
    dtopor1: 0,
    dtopor2: 0,
    irpf: 0,
    neto: 0,
    netosindto: 0,
    totaliva: 0,
    totalrecargo: 0,
    totalirpf: 0,
    totalsuplidos: 0,
    total: 0,
    totaleuros: 0,
    totalcoste: 0,
    totalbeneficio: 0,
    pagada: 0,
    vencida: 0,
  };
}

function newLine({ referencia, cantidad }, idfactura) {
  const { idproducto, descripcion, codimpuesto, precio, coste } = PRODUCTS.get(referencia);
  return {
    idfactura,
    idproducto,
    referencia,
    descripcion,
    cantidad,
    pvpunitario: precio,
    pvpsindto: cantidad * precio,
    pvptotal: cantidad * precio,
    dtopor: 0,
    dtopor2: 0,
    codimpuesto,
    iva: VAT,
    recargo: 0,
    irpf: 0,
    coste,
    orden: 0,
    servido: 0,
    actualizastock: -1,
    suplido: 0,
    mostrar_cantidad: 1,
    mostrar_precio: 1,
    salto_pagina: 0,
  };
}

function totalsOf(lines) {
  const neto = cents(sum(lines, (line) => line.pvptotal));
  const totaliva = cents((neto * VAT) / 100);
  const total = cents(neto + totaliva);
  const totalcoste = sum(lines, (line) => line.cantidad * line.coste);
  const totalbeneficio = cents(neto - totalcoste);
  return { neto, netosindto: neto, totaliva, total, totaleuros: total, totalcoste, totalbeneficio };
}

function newEntry({ codejercicio, idempresa, fecha, codigo, numero, nombrecliente, total }) {
  return {
    codejercicio,
    idempresa,
    fecha,
    numero: Number(numero),
    concepto: `Factura de Cliente ${codigo} - ${nombrecliente}`,
    documento: codigo,
    editable: 0,
    importe: total,
  };
}

function newEntryLines(invoice, { concepto, documento }) {
  const { neto, totaliva, total } = invoice;
  const line = (account, amounts) => ({
    idasiento: invoice.idasiento,
    idsubcuenta: account.idsubcuenta,
    codsubcuenta: account.codsubcuenta,
    concepto,
    documento,
    coddivisa: invoice.coddivisa,
    tasaconv: 1,
    debe: 0,
    haber: 0,
    baseimponible: 0,
    iva: null,
    cifnif: null,
    codserie: null,
    factura: null,
    idcontrapartida: ACCOUNTS.customer.idsubcuenta,
    codcontrapartida: ACCOUNTS.customer.codsubcuenta,
    ...amounts,
  });
  return [
    line(ACCOUNTS.customer, { debe: total, idcontrapartida: null, codcontrapartida: null }),
    line(ACCOUNTS.vat, {
      haber: totaliva,
      baseimponible: neto,
      iva: VAT,
      cifnif: invoice.cifnif,
      codserie: invoice.codserie,
      factura: invoice.numero,
    }),
    line(ACCOUNTS.income, { haber: neto }),
  ];
}

function newReceipt({
  idfactura,
  idempresa,
  codcliente,
  coddivisa,
  codigo,
  codpago,
  fecha,
  total,
}) {
  return {
    idfactura,
    idempresa,
    codcliente,
    coddivisa,
    codigofactura: codigo,
    codpago,
    numero: 1,
    importe: total,
    fecha,
    vencimiento: fecha,
  };
}

/** Writes rows of the same columns with one prepared statement; gives the key of the first. */
async function insert(connection, table, rows) {
  const columns = Object.keys(rows[0]);
  const row = `(${columns.map(() => '?').join(', ')})`;
  const [{ insertId }] = await connection.execute(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => row).join(', ')}`,
    rows.flatMap((each) => columns.map((column) => each[column])),
  );
  return insertId;
}

async function first(sql, values = []) {
  const [rows] = await pool.query(`${sql} LIMIT 1`, values);
  if (rows.length === 0) throw new Error(`There is no row for ${sql}.`);
  return rows[0];
}

async function byKey(sql, key) {
  const [rows] = await pool.query(sql);
  return new Map(rows.map((row) => [row[key], row]));
}

function subaccount(pattern) {
  return first(
    `SELECT idsubcuenta, codsubcuenta FROM subcuentas
     WHERE codejercicio = ? AND codsubcuenta LIKE ? ORDER BY codsubcuenta`,
    [SEQUENCE.codejercicio, pattern],
  );
}

function cents(amount) {
  return Math.round(amount * 100) / 100;
}

function sum(rows, amountOf) {
  return rows.reduce((total, row) => total + amountOf(row), 0);
}

/** `22-11-2026` as `2026-11-22`. */
function isoDay(day) {
  return `${day.slice(6)}-${day.slice(3, 5)}-${day.slice(0, 2)}`;
}

async function textOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function send(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
