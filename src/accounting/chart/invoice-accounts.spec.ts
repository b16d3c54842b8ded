import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBooks, YEAR } from '../../../test/support/ledger.js';
import type { RecordsBench } from '../../../test/support/records.js';
import { Family, Product } from '../../catalogue/index.js';
import { Customer } from '../../parties/index.js';
import { Tax, Withholding } from '../../taxes/index.js';
import { invoiceAccounts } from './invoice-accounts.js';
import { Account, SpecialAccount, Subaccount } from '../index.js';
import type { PostedInvoice, PostedLine } from '../posting/posted-invoice.js';

type Values = Partial<Omit<PostedInvoice, 'lines'>>;

describe('ledger accounts of invoices', () => {
  let bench: RecordsBench;
  beforeEach(async () => {
    bench = await openBooks();
    await bench.run(async (c) => {
      const customer = { codcliente: 'A', codsubcuenta: '4300000001' };
      await c.records.insert(Customer, { ...customer, nombre: 'x', cifnif: '' });
      await c.records.insert(Tax, {
        codimpuesto: 'IVA21',
        descripcion: 'IVA 21%',
        iva: 21,
        codsubcuentarep: '4770000021',
        codsubcuentarepintra: '4771000021',
        codsubcuentasop: '4720000021',
        codsubcuentasopintra: '4721000021',
      });
      await c.records.insert(Tax, {
        codimpuesto: 'NEW',
        descripcion: 'Nuevo',
        iva: 7,
        codsubcuentarep: '4770000077',
        codsubcuentarepre: '4778000077',
        codsubcuentasop: '4720000077',
        codsubcuentasopre: '4728000077',
      });
      await c.records.insert(Tax, { codimpuesto: 'IVA0', descripcion: 'IVA 0%' });
    });
  });
  afterEach(() => bench.close());

  const subaccount = (codsubcuenta: string) =>
    bench.run((c) => c.records.first(Subaccount, { codsubcuenta, codejercicio: YEAR }));
  const lineOf = (values: Partial<PostedLine>): PostedLine => ({
    idproducto: null,
    productAccount: null,
    productFamily: null,
    irpf: 0,
    suplido: false,
    pvptotal: 100,
    ...values,
  });
  const accountsOf = (values: Values, lines: Partial<PostedLine>[] = [{}], taxes = ['IVA21']) =>
    bench.run((c) => {
      const groups = taxes.map((codimpuesto) => {
        return { codimpuesto, iva: 0, recargo: 0, neto: 0, totaliva: 0, totalrecargo: 0 };
      });
      const invoice: PostedInvoice = {
        side: 'sales',
        idempresa: 1,
        codejercicio: YEAR,
        fecha: '2026-01-01',
        codigo: 'F1',
        numero: '1',
        codserie: 'A',
        cifnif: null,
        name: 'x',
        reference: null,
        operacion: null,
        idfacturarect: null,
        total: 121,
        neto: 100,
        totaliva: 21,
        totalrecargo: 0,
        totalirpf: 0,
        totalsuplidos: 0,
        dtopor1: 0,
        dtopor2: 0,
        coddivisa: 'EUR',
        tasaconv: 1,
        iddiario: null,
        canal: null,
        lines: lines.map(lineOf),
        groups,
        groupsByTax: groups,
        ...values,
      };
      return invoiceAccounts(invoice, { side: 'sales', code: 'A' }, c);
    });

  it('are those of the roles and of the party', async () => {
    expect(await accountsOf({})).toMatchObject({
      subject: '4300000001',
      untaxed: { vat: '4770000000', surcharge: '4770000000' },
      disbursements: '5550000000',
      byDefault: '7000000000',
      returns: '7080000000',
    });
    expect(await accountsOf({ side: 'purchase' })).toMatchObject({
      untaxed: { vat: '4720000000', surcharge: '4720000000' },
      byDefault: '6000000000',
      returns: '6080000000',
    });
    expect(await accountsOf({ codejercicio: '2025' })).toMatchObject({
      subject: null,
      untaxed: { vat: null },
      byDefault: null,
    });
  });

  it('of taxes are the configured ones, else those of the roles', async () => {
    const taxes = ['IVA21', 'IVA0'];
    const sales = await accountsOf({}, [{}], taxes);
    const intra = { intraOutput: '4771000021', intraInput: '4721000021' };
    const none = { intraOutput: '4770000000', intraInput: '4720000000' };
    expect(sales.taxes).toEqual(
      new Map([
        ['IVA21', { vat: '4770000021', surcharge: '4770000021', ...intra }],
        ['IVA0', { vat: '4770000000', surcharge: '4770000000', ...none }],
      ]),
    );
    const purchase = await accountsOf({ side: 'purchase' }, [{}], taxes);
    expect(purchase.taxes).toEqual(
      new Map([
        ['IVA21', { vat: '4720000021', surcharge: '4720000021', ...intra }],
        ['IVA0', { vat: '4720000000', surcharge: '4720000000', ...none }],
      ]),
    );
  });

  it('of taxes are made where the year lacks them', async () => {
    const { taxes } = await accountsOf({}, [{}], ['NEW']);
    expect(taxes.get('NEW')).toMatchObject({ vat: '4770000077', surcharge: '4778000077' });
    const bought = await accountsOf({ side: 'purchase' }, [{}], ['NEW']);
    expect(bought.taxes.get('NEW')).toMatchObject({ vat: '4720000077', surcharge: '4728000077' });
    for (const [code, codcuenta] of [
      ['4770000077', '477'],
      ['4778000077', '477'],
      ['4720000077', '472'],
      ['4728000077', '472'],
    ] as const) {
      expect(await subaccount(code)).toMatchObject({ codcuenta, descripcion: 'Nuevo' });
    }
  });

  it('of a surcharge on sales are those of IVARRE where there are any', async () => {
    await bench.run(async (c) => {
      const codcuentaesp = 'IVARRE';
      await c.records.insert(SpecialAccount, { codcuentaesp, descripcion: 'x' });
      const values = { codejercicio: YEAR, descripcion: 'x' };
      const account = { ...values, codcuentaesp, codcuenta: '478', parent_codcuenta: '47' };
      await c.records.insert(Account, account);
      await c.records.insert(Subaccount, { ...values, codsubcuenta: '4780000000' });
    });
    const { taxes } = await accountsOf({});
    expect(taxes.get('IVA21')).toMatchObject({ vat: '4770000021', surcharge: '4780000000' });
    const bought = await accountsOf({ side: 'purchase' });
    expect(bought.taxes.get('IVA21')).toMatchObject({ surcharge: '4720000021' });
  });

  it('of withholdings go by the percentages of the lines', async () => {
    await bench.run(async (c) => {
      const values = { porcentaje: 15, descripcion: 'x' };
      await c.records.insert(Withholding, { codretencion: 'R15', ...values, activa: false });
      const other = { codretencion: 'S15', codsubcuentaret: '4730000099' };
      await c.records.insert(Withholding, { ...values, ...other });
      const codes = { codsubcuentaret: '4730000007', codsubcuentaacr: '4751000007' };
      const seven = { codretencion: 'R7', porcentaje: 7, descripcion: 'x' };
      await c.records.insert(Withholding, { ...seven, ...codes });
    });
    const lines = [{ irpf: 15 }, { irpf: 7 }, { irpf: 24 }, { irpf: 0 }];
    const found = [
      await accountsOf({ totalirpf: 1 }, lines),
      await accountsOf({ totalirpf: 1, side: 'purchase' }, lines),
    ].map(({ withholdings }) => withholdings);
    expect(found).toEqual([
      new Map([[15, '4730000000'], [7, '4730000007']]), // prettier-ignore
      new Map([[15, '4751000000'], [7, '4751000007']]), // prettier-ignore
    ]);
    // They are made with the name of the account, as those of no tax in particular.
    expect(await subaccount('4730000007')).toMatchObject({ descripcion: 'Cuenta 473' });
    expect(await subaccount('4751000007')).toMatchObject({ descripcion: 'Cuenta 4751' });
  });

  it('of products are their own or those of their families, and none is made', async () => {
    const keys = await bench.run(async (c) => {
      const family = { descripcion: 'x' };
      await c.records.insert(Family, {
        ...family,
        codfamilia: 'TOP',
        codsubcuentaven: '7010000000',
      });
      await c.records.insert(Family, { ...family, codfamilia: 'MID', madre: 'TOP' });
      await c.records.insert(Family, { ...family, codfamilia: 'LOW', madre: 'MID' });
      // A circle, as another program may have made it.
      await c.records.assign(Family, { codfamilia: 'TOP' }, { madre: 'LOW' });
      const made: number[] = [];
      for (let number = 0; number < 5; number++) {
        made.push((await c.records.insert(Product, { referencia: `R${number}` })).idproducto);
      }
      return made;
    });
    const lines = [
      { productAccount: '7000000001', productFamily: 'LOW' },
      { productFamily: 'LOW' },
      { productAccount: '7990000000' },
      { productAccount: '', productFamily: 'LOW' },
      { productFamily: 'NO' },
    ].map((line, index) => ({ ...line, idproducto: keys[index] ?? null }));
    const { products } = await accountsOf({}, lines);
    const codes = ['7000000001', '7010000000', null, '7010000000'];
    expect(products).toEqual(new Map(codes.map((code, index) => [keys[index], code])));
    expect(await subaccount('7990000000')).toBeNull();
    expect((await accountsOf({ side: 'purchase' }, [lines[1]!])).products).toEqual(new Map());
  });
});
