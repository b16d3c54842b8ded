import { beforeAll, expect, it } from 'vitest';
import { checkBooks } from '../../src/cli/doctor/books.checks.js';
import type { Check } from '../../src/cli/doctor/check.js';
import { onDatabaseAsIs } from '../../src/cli/database-access.js';
import { readConfig } from '../../src/kernel/config/config.js';
import { Database } from '../../src/kernel/database/database.js';
import { Registry } from '../../src/models/index.js';
import type { TestApi } from '../support/api.js';
import { describeApi, describeEngines } from '../support/describe-api.js';
import { openCommandLine } from '../support/command-line.js';
import {
  createDocument,
  createProduct,
  createSeries,
  createSubjects,
  type Row,
  YEAR,
} from '../support/documents.js';
import { paid, receiptsOf, SALES } from '../support/payments.js';

type Sql = readonly [sql: string, ...values: (string | number)[]];

/** Documents of every kind, all of whose goods came by a delivery note. */
interface History {
  readonly codcliente: string;
  readonly product: Row;
  /** Customer invoices 1 to 3 of a series; the last one is paid. */
  readonly invoices: readonly [Row, Row, Row];
}

async function makeHistory(api: TestApi): Promise<History> {
  const { codcliente, codproveedor } = await createSubjects(api);
  const product = await createProduct(api, { descripcion: 'p', precio: 10 });
  const { referencia } = product;
  const make = async (kind: string, cantidad: number, values: object) => {
    const lineas = [{ referencia, cantidad, pvpunitario: 10 }];
    return (await createDocument(api, kind, { ...values, lineas })).doc;
  };
  await make('AlbaranProveedor', 100, { codproveedor });
  await make('PedidoProveedor', 7, { codproveedor });
  await make('FacturaProveedor', 3, { codproveedor });
  await make('PresupuestoCliente', 9, { codcliente });
  await make('PedidoCliente', 5, { codcliente });
  await make('AlbaranCliente', 2, { codcliente });
  const codserie = await createSeries(api);
  const invoice = (day: number) =>
    make('FacturaCliente', day, { codcliente, codserie, fecha: `0${day}-02-${YEAR}` });
  const invoices = [await invoice(1), await invoice(2), await invoice(3)] as [Row, Row, Row];
  await paid(api, SALES, invoices[2].idfactura);
  return { codcliente, product, invoices };
}

describeApi('the books', (api, engine) => {
  let history: History;
  beforeAll(async () => {
    history = await makeHistory(api);
  });

  const check = (stockFromZero = true): Promise<Check[]> => {
    const { app } = api.server;
    return checkBooks(app.get(Database), app.get(Registry), { stockFromZero });
  };
  const found = (checks: readonly Check[]) => checks.filter(({ status }) => status !== 'ok');
  const names = (checks: readonly Check[]) => found(checks).map(({ name }) => name);

  /** What the checks find once the damage is done, which is taken back then. */
  const damaged = async (damage: Sql, repair: Sql, stockFromZero = true) => {
    const [[sql, ...values], [undo, ...old]] = [damage, repair];
    await api.execute(sql, values);
    const checks = found(await check(stockFromZero));
    await api.execute(undo, old);
    expect(names(await check())).toEqual([]);
    return { names: names(checks), text: checks.map(({ message }) => message).join('\n'), checks };
  };
  /** As `damaged`, by adding 1 to a column. */
  const raised = (table: string, column: string, key: string, value: string | number) => {
    const sql = (sign: string) =>
      `UPDATE ${table} SET ${column} = ${column} ${sign} 1 WHERE ${key} = ?`;
    return damaged([sql('+'), value], [sql('-'), value]);
  };
  /** As `damaged`, by setting a column. */
  const set = (table: string, column: string, key: string, id: string | number) => {
    const sql = `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`;
    return (value: string | number, old: string | number) =>
      damaged([sql, value, id], [sql, old, id]);
  };
  const firstLine = async () => {
    const { idasiento } = history.invoices[0];
    const filter = `filter[idasiento]=${idasiento}&sort[idpartida]=ASC`;
    return ((await api.get(`/partidas?${filter}`)).body as [Row])[0];
  };

  it('of a history without damage are right', async () => {
    const checks = await check();
    expect(found(checks)).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(20);
    expect(found(await check(false))).toEqual([]);
  });

  it('tell an entry that does not balance', async () => {
    const { idpartida } = await firstLine();
    const { names, text } = await raised('partidas', 'debe', 'idpartida', idpartida);
    expect(names).toEqual(['Entries', 'Running balances', 'Ledger accounts']);
    expect(text).toMatch(new RegExp(`^1 do not balance: ${YEAR}/\\d+ \\(debit 13.1, credit 12.1`));
  });

  it('tell a number that two entries have', async () => {
    const { idasiento } = history.invoices[1];
    const [first, second] = await Promise.all(
      [history.invoices[0].idasiento, idasiento].map((id) => api.get(`/asientos/${id}`)),
    );
    const { names, text } = await set(
      'asientos',
      'numero',
      'idasiento',
      idasiento,
    )(first!.body.numero, second!.body.numero);
    expect(names).toEqual(['Entry numbers']);
    expect(text).toContain(`${YEAR}/${first!.body.numero} (2 times)`);
  });

  it('tell running balances, ledger accounts and accounts', async () => {
    const { idpartida, idsubcuenta, codsubcuenta } = await firstLine();
    const line = await raised('partidas', 'saldo', 'idpartida', idpartida);
    expect(line.names).toEqual(['Running balances']);
    expect(line.text).toContain(`line ${idpartida} of entry ${YEAR}/`);
    const balance = await raised('subcuentas', 'saldo', 'idsubcuenta', idsubcuenta);
    expect(balance.names).toEqual(['Ledger accounts']);
    expect(balance.text).toContain(`${YEAR} ${codsubcuenta} (`);
    const credit = await raised('subcuentas', 'haber', 'idsubcuenta', idsubcuenta);
    expect(credit.names).toEqual(['Ledger accounts', 'Accounts']);
    const { idcuenta } = (await api.get(`/subcuentas/${idsubcuenta}`)).body as Row;
    const account = await raised('cuentas', 'debe', 'idcuenta', idcuenta);
    expect(account.names).toEqual(['Accounts']);
    expect(account.text).toMatch(new RegExp(`^2 have .*: ${YEAR} 43 .*, ${YEAR} 430 `));
  });

  it('tell invoices without entry, and whether anything says why', async () => {
    const { idfactura, idasiento, codigo } = history.invoices[0];
    const unlink = set('facturascli', 'idasiento', 'idfactura', idfactura);
    await api.execute('UPDATE facturascli SET idasiento = NULL WHERE idfactura = ?', [idfactura]);
    const unexplained = found(await check());
    await api.execute(
      'INSERT INTO logs (channel, level, message, model, modelcode, time) ' +
        "VALUES ('master', 'warning', 'x', 'FacturaCliente', ?, '2026-01-01 00:00:00')",
      [idfactura],
    );
    if (engine === 'embedded') {
      await api.execute(
        "UPDATE logs SET channel__fold = 'master', model__fold = 'facturacliente' " +
          "WHERE message = 'x'",
      );
    }
    const explained = found(await check());
    await api.execute("DELETE FROM logs WHERE message = 'x'");
    await unlink(idasiento, idasiento);

    expect(unexplained).toMatchObject([{ name: 'Invoices without entry', status: 'failure' }]);
    expect(unexplained[0]?.message).toContain(codigo);
    expect(explained).toMatchObject([{ name: 'Invoices not posted', status: 'warning' }]);
    expect(explained[0]?.message).toContain(codigo);
  });

  it('tell entries, receipts and flags that do not fit their invoice', async () => {
    const [{ idfactura, idasiento, codigo }] = history.invoices;
    const [{ idrecibo }] = (await receiptsOf(api, SALES, idfactura)) as [Row];
    const entry = await raised('asientos', 'importe', 'idasiento', idasiento);
    expect(entry.names).toEqual(['Entries of invoices']);
    expect(entry.text).toContain(codigo);
    const receipt = await raised('recibospagoscli', 'importe', 'idrecibo', idrecibo);
    expect(receipt.names).toEqual(['Receipts']);
    expect(receipt.text).toContain(`${codigo} (total 12.1, receipts 13.1)`);
    const flag = await set('facturascli', 'pagada', 'idfactura', idfactura)(1, 0);
    expect(flag.names).toEqual(['Paid and overdue', 'Risk of customers']);
    expect(flag.text).toContain(`${codigo} (pagada is 1, not 0)`);
    const overdue = await set('facturascli', 'vencida', 'idfactura', idfactura)(0, 1);
    expect(overdue.text).toContain(`${codigo} (vencida is 0, not 1)`);
  });

  it('tell gaps, repetitions and dates of customer invoices', async () => {
    const [{ idfactura: first }, second, { idfactura: last, codigo }] = history.invoices;
    const number = set('facturascli', 'numero', 'idfactura', last);
    const gap = await number('6', '3');
    expect(gap.names).toEqual(['Invoice numbers']);
    expect(gap.text).toContain(`${codigo} (3 to 5 missing)`);
    const start = await set('facturascli', 'numero', 'idfactura', first)('04', '1');
    expect(start.text).toContain(`${second.codigo} (1 missing)`);
    const twice = await number('02', '3');
    expect(twice.text).toContain(`${codigo} (number 2 twice)`);
    const day = await set(
      'facturascli',
      'fecha',
      'idfactura',
      first,
    )(`${YEAR}-02-28`, `${YEAR}-02-01`);
    expect(day.names).toEqual(['Invoice dates']);
    expect(day.text).toContain(`${second.codigo} (02-02-${YEAR}, after 28-02-${YEAR})`);
  });

  it('tell lines, totals and what was served', async () => {
    const [{ idfactura, codigo }] = history.invoices;
    const [line] = (await api.get(`/lineafacturaclientes?filter[idfactura]=${idfactura}`)).body as [
      Row,
    ];
    const quantity = await raised('lineasfacturascli', 'cantidad', 'idlinea', line.idlinea);
    expect(quantity.names).toContain('Lines');
    expect(quantity.text).toContain(`line ${line.idlinea} of ${codigo} (10, not 20)`);
    const net = await raised('facturascli', 'neto', 'idfactura', idfactura);
    expect(net.names).toEqual(['Totals of documents']);
    expect(net.text).toContain(`${codigo} (net 11, lines 10)`);
    const [order] = (await api.get('/lineapedidoclientes?limit=1')).body as [Row];
    const served = await raised('lineaspedidoscli', 'servido', 'idlinea', order.idlinea);
    expect(served.names).toContain('Served quantities');
    expect(served.text).toContain(`line ${order.idlinea} of `);
    expect(served.text).toContain('(1, not 0)');
  });

  it('tell an invoice of 0 whose parts move accounts and have no entry', async () => {
    const { codcliente } = history;
    const { doc } = await createDocument(api, 'FacturaCliente', {
      codcliente,
      lineas: [
        { pvpunitario: 100, codimpuesto: 'IVA21' },
        { cantidad: -1, pvpunitario: 110, codimpuesto: 'IVA10' },
      ],
    });
    const unlink = set('facturascli', 'idasiento', 'idfactura', doc.idfactura);
    await api.execute('UPDATE facturascli SET idasiento = NULL WHERE idfactura = ?', [
      doc.idfactura,
    ]);
    const unposted = found(await check());
    await unlink(doc.idasiento, doc.idasiento);
    expect(unposted).toMatchObject([{ name: 'Invoices without entry', status: 'failure' }]);
    expect(unposted[0]?.message).toContain(`${doc.codigo} (0)`);
  });

  it('tell what a customer owes', async () => {
    const { codcliente } = history;
    const { names, text } = await raised('clientes', 'riesgoalcanzado', 'codcliente', codcliente);
    expect(names).toEqual(['Risk of customers']);
    expect(text).toMatch(new RegExp(`${codcliente} \\(\\d+[.\\d]*, not \\d`));
  });

  it('tell stock', async () => {
    const { idproducto, referencia } = history.product;
    const stock = (column: string) => raised('stocks', column, 'idproducto', idproducto);
    const reserved = await stock('reservada');
    expect(reserved.names).toEqual(['Stock', 'Available stock']);
    expect(reserved.text).toContain(`${referencia} in ALG (reserved 6, not 5)`);
    expect((await stock('pterecibir')).text).toContain('(expected 8, not 7)');
    const free = await stock('disponible');
    expect([free.names, free.text]).toEqual([
      ['Available stock'],
      expect.stringContaining(`${referencia} in ALG (91, not 90)`),
    ]);
    expect((await raised('variantes', 'stockfis', 'idproducto', idproducto)).names).toEqual([
      'Stock of variants',
    ]);
    expect((await raised('productos', 'stockfis', 'idproducto', idproducto)).names).toEqual([
      'Stock of products',
    ]);
  });

  it('know how much there must be only where all came by documents', async () => {
    const { idproducto } = history.product;
    const sql = (sign: string) =>
      `UPDATE stocks SET cantidad = cantidad ${sign} 1, disponible = disponible ${sign} 1 ` +
      'WHERE idproducto = ?';
    const sums = ['Stock of variants', 'Stock of products'];
    const strict = await damaged([sql('+'), idproducto], [sql('-'), idproducto]);
    expect(strict.names).toEqual(['Stock', ...sums]);
    expect(strict.text).toContain('(units 96, not 95)');
    const counted = await damaged([sql('+'), idproducto], [sql('-'), idproducto], false);
    expect(counted.names).toEqual(sums);
  });

  it('name twenty of each kind', async () => {
    const sql = (sign: string) => `UPDATE subcuentas SET saldo = saldo ${sign} 1`;
    const { checks } = await damaged([sql('+')], [sql('-')]);
    expect(checks[0]?.message.match(/\d{4} \d{10} \(/g)).toHaveLength(20);
    const [, count, more] = /^(\d+) have .* and (\d+) more$/.exec(checks[0]!.message) ?? [];
    expect(Number(count)).toBeGreaterThan(700);
    expect(Number(more)).toBe(Number(count) - 20);
  });
});

describeEngines('doctor --books', (engine) => {
  it('says what is wrong, and ends with 1 then', async () => {
    const cli = await openCommandLine(engine);
    expect((await cli.run('doctor --books')).exitCode).toBe(1);
    await cli.run('install --country ESP');
    const right = await cli.run('doctor --books --stock-from-zero');
    expect(right.out.split('\n').filter((line) => !line.startsWith('✓'))).toEqual(['']);
    expect(right.exitCode).toBe(0);
    expect(right.err).toMatch(/^The books are right: \d+ checks found nothing in the way\.\n$/);

    const damage = "UPDATE subcuentas SET saldo = 5 WHERE codsubcuenta = '4300000000'";
    await onDatabaseAsIs(readConfig(cli.environment), (database) =>
      database!.transaction((connection) => connection.run(damage)),
    );
    const wrong = await cli.run('doctor --books');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.out).toMatch(/^✗ Ledger accounts: 1 have .*: \d{4} 4300000000 \(0\/0\/5, not 0/m);
    expect(wrong.err).toMatch(/^1 of \d+ checks failed\.\n$/);
    const json = JSON.parse((await cli.run('doctor --books --json')).out);
    expect(json.ok).toBe(false);
    await cli.close();
  });
});
