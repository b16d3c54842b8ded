import { expect, it } from 'vitest';
import { BooksRebuild } from '../../../src/accounting/index.js';
import { checkBooks } from '../../../src/cli/doctor/books.checks.js';
import { Database } from '../../../src/kernel/database/database.js';
import { Registry } from '../../../src/models/index.js';
import { describeApi } from '../../support/describe-api.js';
import { createDocument, createSubjects } from '../../support/documents.js';
import { paid, SALES } from '../../support/payments.js';

describeApi('balances that another program left to its queue', (api) => {
  const wrong = async () => {
    const { app } = api.server;
    const checks = await checkBooks(app.get(Database), app.get(Registry));
    return checks.flatMap(({ name, status }) => (status === 'ok' ? [] : [name]));
  };
  const rebuild = () => api.server.app.get(BooksRebuild, { strict: false });
  const invoiced = async (pvpunitario: number) => {
    const { codcliente } = await createSubjects(api);
    const lineas = [{ pvpunitario, codimpuesto: 'IVA21' }];
    const { doc } = await createDocument(api, 'FacturaCliente', { codcliente, lineas });
    await paid(api, SALES, doc.idfactura);
  };
  /** As FacturaScripts leaves it: lines that no balance knows of yet. */
  const leave = async () => {
    for (const table of ['cuentas', 'subcuentas']) {
      await api.execute(`UPDATE ${table} SET debe = 0, haber = 0, saldo = 0`);
    }
    await api.execute('UPDATE partidas SET saldo = 0');
    await api.execute(
      'INSERT INTO work_events (creation_date, done, name) ' +
        "VALUES ('2026-01-01 00:00:00', 0, 'Model.Partida.Save')",
    );
  };

  it('are found anew, once for what waits in it', async () => {
    await invoiced(100);
    await invoiced(33.33);
    await leave();
    // Posting adds to what stands where it knows nothing better.
    await invoiced(50);
    expect(await wrong()).not.toEqual([]);
    expect(await rebuild().catchUp()).toEqual({
      subaccounts: expect.any(Number) as number,
      accounts: 915,
    });
    expect(await wrong()).toEqual([]);
    expect(await rebuild().catchUp()).toBeNull();
    await invoiced(20);
    expect(await wrong()).toEqual([]);
  });

  it('are so again when it waits for more, and whenever somebody asks for it', async () => {
    await leave();
    expect(await rebuild().catchUp()).not.toBeNull();
    expect(await wrong()).toEqual([]);
    await api.execute('UPDATE subcuentas SET saldo = 5');
    expect(await rebuild().catchUp()).toBeNull();
    await rebuild().all();
    expect(await wrong()).toEqual([]);
  });
});
