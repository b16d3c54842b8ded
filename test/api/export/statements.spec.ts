import { beforeAll, expect, it } from 'vitest';
import { Database } from '../../../src/kernel/database/database.js';
import { describeApi } from '../../support/describe-api.js';
import { createDocument, createSubjects, type Subjects } from '../../support/documents.js';
import { sheetOf } from './sheets.js';

/** The document, its lines, its customer or supplier; the receipts of an invoice. */
const OWN: Readonly<Record<string, number>> = {
  FacturaCliente: 4,
  PedidoCliente: 3,
  FacturaProveedor: 3,
};

/** All of a small table, and the settings: read anew once a second. */
const MASTERS = /^SELECT [^()]* FROM .\w+. ORDER BY .\w+.$|FROM settings WHERE/;

describeApi('statements of a sheet', (api) => {
  let subjects: Subjects;
  const sent: string[] = [];

  beforeAll(async () => {
    subjects = await createSubjects(api);
    const database = api.server.app.get(Database, { strict: false });
    const rows = database.rows.bind(database);
    database.rows = (sql, values) => {
      sent.push(sql);
      return rows(sql, values);
    };
    database.transaction = () => Promise.reject(new Error('a sheet is read without one'));
  });

  it.each(Object.entries(OWN))('of %s are %i', async (kindName, most) => {
    const id = await documentOf(kindName, 1);
    await sheetOf(api, kindName, id);
    sent.length = 0;
    await sheetOf(api, kindName, id);
    const own = sent.filter((sql) => !MASTERS.test(sql));
    expect(own.length, own.join('\n')).toBe(most);
  });

  it('are as many for forty lines as for one', async () => {
    const counts: number[] = [];
    for (const lines of [1, 40]) {
      const id = await documentOf('FacturaCliente', lines);
      sent.length = 0;
      const { lines: found } = await sheetOf(api, 'FacturaCliente', id);
      expect(found).toHaveLength(lines);
      counts.push(sent.filter((sql) => !MASTERS.test(sql)).length);
    }
    expect(counts[1]).toBe(counts[0]);
  });

  async function documentOf(kindName: string, lines: number): Promise<number> {
    const database = api.server.app.get(Database, { strict: false });
    const { transaction } = database;
    // Only the sheet is to be read without one.
    Reflect.deleteProperty(database, 'transaction');
    const { codcliente, codproveedor } = subjects;
    const subject = kindName.endsWith('Cliente') ? { codcliente } : { codproveedor };
    const line = { descripcion: 'x', cantidad: 1, pvpunitario: 10 };
    const lineas = Array.from({ length: lines }, () => line);
    const { doc } = await createDocument(api, kindName, { ...subject, lineas });
    database.transaction = transaction;
    return (doc.idfactura ?? doc.idpedido) as number;
  }
});
