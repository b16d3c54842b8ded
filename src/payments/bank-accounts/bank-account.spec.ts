import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert } from '../../../test/support/refusal.js';
import { Company } from '../../company/index.js';
import { Customer, Supplier } from '../../parties/index.js';
import { LogMessage } from '../../log/index.js';
import { BankAccount, CustomerBankAccount, SupplierBankAccount } from '../index.js';

const IBAN = 'ES91 2100 0418 4502 0005 1332';
const OTHER_IBAN = 'DE89370400440532013000';

describe('bank accounts', () => {
  let bench: RecordsBench;
  const ofCustomer = (values: Partial<CustomerBankAccount>) =>
    bench.run((c) => c.records.insert(CustomerBankAccount, { codcliente: 'CB1', ...values }));
  const ofSupplier = (values: Partial<SupplierBankAccount>) =>
    bench.run((c) => c.records.insert(SupplierBankAccount, { codproveedor: 'PB1', ...values }));

  beforeAll(async () => {
    bench = await openRecords({ idempresa: '1', validate_iban: true });
    await bench.run(async (c) => {
      await c.records.insert(Company, { nombre: 'Acme' });
      await c.records.insert(Customer, { cifnif: '', codcliente: 'CB1', nombre: 'Bank' });
      await c.records.insert(Supplier, { cifnif: '', codproveedor: 'PB1', nombre: 'Bank' });
    });
  });
  afterAll(() => bench.close());

  it('count codes and keep the IBAN as typed', async () => {
    const account = await bench.run((c) =>
      c.records.insert(BankAccount, { descripcion: 'Ours', iban: IBAN }),
    );
    expect(account).toMatchObject({
      activa: true,
      codcuenta: '1',
      iban: IBAN,
      idempresa: 1,
      sufijosepa: '000',
    });
    expect((await ofSupplier({ iban: '', swift: ' bbvaesmm ' })).swift).toBe('bbvaesmm');
  });

  it('refuse codes that are no number before anything else', async () => {
    const values = { codcuenta: 'B1', descripcion: 'Ours', iban: 'XX' };
    const { problem, record } = await refusedInsert(bench, BankAccount, values);
    expect(problem).toMatchObject({ code: 'invalid-number', field: 'codcuenta' });
    expect(record).toMatchObject({ codcuenta: 'B1', idempresa: null });
  });

  it('refuse a wrong IBAN, unless the settings let it pass', async () => {
    const iban = 'ES00 0000 0000 0000 0000 0000';
    const values = { codcliente: 'CB1', iban };
    const { problem, record } = await refusedInsert(bench, CustomerBankAccount, values);
    expect(problem).toMatchObject({ code: 'invalid-iban', field: 'iban', params: { iban } });
    expect(record).toMatchObject({ iban, principal: true, swift: null });
    const long = 'IBAN ES91 2100 0418 4502 0005 1332 ';
    expect((await ofCustomer({ iban: long })).iban).toBe(long.trim());

    const lenient = await openRecords({ validate_iban: '0' });
    const nonsense = { descripcion: 'X', iban: 'nonsense', sufijosepa: '?', swift: ' <X> ' };
    const { swift } = await lenient.run((c) => c.records.insert(BankAccount, nonsense));
    expect(swift).toBe('&lt;X&gt;');
    await lenient.close();
  });

  it.each([
    [{ swift: 'BBVA' }, 'invalid-swift', 'swift'],
    [{ swift: 'BBVAZZMM' }, 'invalid-swift', 'swift'],
    [{ sufijosepa: '0' }, 'invalid-sepa-suffix', 'sufijosepa'],
    [{ sufijosepa: 'a b' }, 'invalid-sepa-suffix', 'sufijosepa'],
  ])('refuse %j', async (values, code, field) => {
    const account = { descripcion: 'Ours', ...values };
    const { problem } = await refusedInsert(bench, BankAccount, account);
    expect(problem).toMatchObject({ code, field });
  });

  it('give mandates', async () => {
    const { codcliente } = await bench.run((c) =>
      c.records.insert(Customer, { cifnif: '', codcliente: 'M', nombre: 'M' }),
    );
    const create = (values: Partial<CustomerBankAccount>) => ofCustomer({ ...values, codcliente });
    expect(await create({ codcuenta: '50' })).toMatchObject({ mandato: '50' });
    expect(await create({})).toMatchObject({ codcuenta: '51', mandato: '51' });
    expect(await create({ mandato: '70' })).toMatchObject({ codcuenta: '52', mandato: '70' });
    expect(await create({})).toMatchObject({ codcuenta: '53', mandato: '71' });
    expect((await create({})).fmandato).toMatch(/^\d{4}-/);
    const taken = { codcliente, mandato: '70' };
    const { codes } = await refusedInsert(bench, CustomerBankAccount, taken);
    expect(codes).toEqual(['duplicated-value']);
  });

  it('prefer the one saved last', async () => {
    const first = await ofCustomer({ iban: IBAN });
    const second = await ofCustomer({ iban: OTHER_IBAN });
    const third = await ofCustomer({ principal: false });
    const preferred = await bench.run((c) =>
      c.records.list(CustomerBankAccount, { codcliente: 'CB1', principal: true }),
    );
    expect(preferred.map(({ codcuenta }) => codcuenta)).toEqual([second.codcuenta]);
    await bench.run((c) => c.records.update(CustomerBankAccount, first, { principal: true }));
    const stored = await bench.run((c) => c.records.find(CustomerBankAccount, second.codcuenta));
    expect(stored).toMatchObject({ principal: false });
    expect(third.principal).toBe(false);

    const supplier = await ofSupplier({});
    await ofSupplier({});
    const former = await bench.run((c) => c.records.find(SupplierBankAccount, supplier.codcuenta));
    expect(former).toMatchObject({ principal: false });
  });

  it('leave a record of a changed IBAN', async () => {
    const { codcuenta } = await ofSupplier({ iban: IBAN });
    const change = (changes: Partial<SupplierBankAccount>) =>
      bench.run(async (c) => {
        const account = (await c.records.find(SupplierBankAccount, codcuenta))!;
        await c.records.update(SupplierBankAccount, account, changes);
      });
    await change({ descripcion: 'Main' });
    await change({ iban: OTHER_IBAN });
    const written = await bench.run((c) => c.records.list(LogMessage, { channel: 'audit' }));
    expect(written).toMatchObject([
      { level: 'info', model: 'CuentaBancoProveedor', modelcode: codcuenta },
    ]);
    expect(written[0]?.context).toContain(OTHER_IBAN);
  });
});
