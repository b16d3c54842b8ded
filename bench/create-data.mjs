/** What creates find in their databases, and what they ask for. */
import {
  INSERT_CUSTOMERS,
  INSERT_INVOICES,
  insertLines,
  LINES_PER_INVOICE,
  rowOf,
  withNumbers,
} from './data.mjs';

const CUSTOMERS = 50;
const PRODUCTS = 300;
/** The keys of the products begin here: the installation makes a few of its own. */
const FIRST_PRODUCT = 1000;
const REQUESTS = 3000;

/**
 * Fills a fresh installation with customers, products in stock and the sequence of the invoices;
 * with `invoices`, numbered from 1 on in that sequence, if there shall be some already.
 */
export async function fillForCreates(url, invoices) {
  await withNumbers(url, Math.max(invoices, PRODUCTS), async (connection) => {
    await connection.query(INSERT_CUSTOMERS, [CUSTOMERS]);
    for (const insert of INSERT_PRODUCTS) await connection.query(insert);
    await connection.query(
      `DELETE FROM secuencias_documentos WHERE tipodoc = 'FacturaCliente' AND codserie = 'A'`,
    );
    await connection.query(INSERT_SEQUENCE, [invoices + 1]);
    if (invoices > 0) {
      const lines = insertLines({ references: PRODUCTS, product: `${FIRST_PRODUCT} + reference` });
      await connection.query(lines, [invoices]);
      await connection.query(INSERT_INVOICES, [CUSTOMERS]);
    }
    await connection.query(
      'ANALYZE TABLE clientes, productos, variantes, stocks, facturascli, lineasfacturascli',
    );
  });
}

/**
 * The bodies of creates: three products each, never twice the same in one, and products and
 * customers in changing orders. They are of the last day of the fiscal year, and so none before
 * an invoice that is already there.
 */
export async function createRequests(url) {
  const { lastDay } = await rowOf(
    url,
    `SELECT DATE_FORMAT(fechafin, '%d-%m-%Y') AS lastDay FROM ejercicios`,
  );
  return Array.from({ length: REQUESTS }, (_, n) => ({
    path: '/api/3/crearFacturaCliente',
    method: 'POST',
    body: JSON.stringify({
      codcliente: String(1 + ((n * 7) % CUSTOMERS)),
      fecha: lastDay,
      lineas: Array.from({ length: LINES_PER_INVOICE }, (_, place) => ({
        referencia: `REF-${String((n * 37 + place * 101) % PRODUCTS).padStart(5, '0')}`,
        cantidad: 1 + ((n + place) % 9),
      })),
    }),
  }));
}

/** What is in the database, of one moment. */
export function countCreated(url) {
  return rowOf(url, COUNTS);
}

const REFERENCE = `CONCAT('REF-', LPAD(n - 1, 5, '0'))`;
/** Whole euros, so that no way to round makes a difference to the totals. */
const PRICE = '(3 + n * 7 % 400)';
const IN_STOCK = 10_000_000;

const INSERT_PRODUCTS = [
  `INSERT INTO productos
     (idproducto, referencia, descripcion, codimpuesto, precio, nostock, ventasinstock, secompra,
      sevende, bloqueado, publico, stockfis, fechaalta, actualizado)
   SELECT ${FIRST_PRODUCT} + n - 1, ${REFERENCE}, CONCAT('Tornillo de acero, lote ', n), 'IVA21',
      ${PRICE}, 0, 0, 1, 1, 0, 0, ${IN_STOCK}, CURDATE(), NOW()
   FROM bench_numbers WHERE n <= ${PRODUCTS}`,
  `INSERT INTO variantes (idproducto, referencia, precio, coste, margen, stockfis)
   SELECT ${FIRST_PRODUCT} + n - 1, ${REFERENCE}, ${PRICE}, 2, 0, ${IN_STOCK}
   FROM bench_numbers WHERE n <= ${PRODUCTS}`,
  `INSERT INTO stocks
     (codalmacen, idproducto, referencia, cantidad, disponible, reservada, pterecibir)
   SELECT (SELECT MIN(codalmacen) FROM almacenes), ${FIRST_PRODUCT} + n - 1, ${REFERENCE},
      ${IN_STOCK}, ${IN_STOCK}, 0, 0
   FROM bench_numbers WHERE n <= ${PRODUCTS}`,
];

const INSERT_SEQUENCE = `
  INSERT INTO secuencias_documentos
    (codejercicio, codserie, idempresa, tipodoc, inicio, numero, longnumero, patron, usarhuecos,
     mantenerfecha)
  SELECT codejercicio, 'A', idempresa, 'FacturaCliente', 1, ?, 6, 'F{EJE}{SERIE}{NUM}', 1, 0
  FROM ejercicios LIMIT 1`;

const COUNTS = `
  SELECT
    (SELECT COUNT(*) FROM facturascli) AS invoices,
    (SELECT MAX(CAST(numero AS UNSIGNED)) FROM facturascli) AS highestNumber,
    (SELECT COUNT(*) FROM lineasfacturascli) AS \`lines\`,
    (SELECT COUNT(DISTINCT idasiento) FROM facturascli) AS posted,
    (SELECT COUNT(*) FROM asientos) AS entries,
    (SELECT COUNT(*) FROM partidas) AS entryLines,
    (SELECT COUNT(*) FROM recibospagoscli) AS receipts`;
