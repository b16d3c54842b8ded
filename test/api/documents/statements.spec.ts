import { beforeAll, expect, it } from 'vitest';
import { Database } from '../../../src/kernel/database/database.js';
import { listening } from '../../support/statements.js';
import { describeApi } from '../../support/describe-api.js';
import { createCustomer, createDocument, createProduct } from '../../support/documents.js';

/**
 * What a create of three lines may ask of the database: customer, contact, variants, products,
 * locks, stock, fiscal year, sequence, header, lines, receipt, sub-accounts, entry, its lines,
 * balances. Lower it where it gets less.
 */
const MOST = { embedded: 29, mysql: 29 };

/** Small tables that are read anew once a second. */
const MASTERS =
  /FROM .(?:almacenes|divisas|empresas|estados_documentos|formaspago|impuestos|impuestoszonas|regularizacionimpuestos|retenciones|series). ORDER/;
/** What came of the requests before, which is written in the background. */
const LOG = /^INSERT INTO .logs. /;
/** As many as there are lines. */
const VALUES = /(?:VALUES|CASE|IN \().*/;

describeApi('statements of a create', (api, engine) => {
  let statements: string[];
  const references: string[] = [];
  let codcliente: string;

  beforeAll(async () => {
    ({ codcliente } = await createCustomer(api));
    for (let index = 0; index < 40; index++) {
      references.push((await createProduct(api, { precio: 10 }, 1000)).referencia);
    }
    statements = listenTo(api.server.app.get(Database));
  });

  const create = async (lines: number) => {
    const lineas = references.slice(0, lines).map((referencia) => ({ referencia, cantidad: 1 }));
    await createDocument(api, 'FacturaCliente', { codcliente, lineas });
    statements.length = 0;
    await createDocument(api, 'FacturaCliente', { codcliente, lineas });
    return statements
      .filter((sql) => !MASTERS.test(sql) && !LOG.test(sql))
      .map((sql) => sql.replace(VALUES, ''));
  };

  it('are few', async () => {
    const sent = await create(3);
    expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(MOST[engine]);
    expect(sent.length).toBeGreaterThan(8);
  });

  it('are as many for forty lines as for three', async () => {
    const few = await create(3);
    const many = await create(40);
    expect(many.length, many.join('\n')).toBe(few.length);
  });
});

/** The texts of all statements that transactions send from now on. */
function listenTo(database: Database): string[] {
  const statements: string[] = [];
  const original = database.transaction.bind(database);
  database.transaction = (work) =>
    original((connection) => work(listening(connection, statements)));
  return statements;
}
