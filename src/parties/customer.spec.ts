import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../test/support/records.js';
import { refusedInsert, refusedRemoval } from '../../test/support/refusal.js';
import { CustomerBankAccount, CustomerReceipt } from '../payments/index.js';
import { Contact, Customer, TaxIdType } from './index.js';

describe('customers', () => {
  let bench: RecordsBench;
  const create = (values: Partial<Customer>) =>
    bench.run((c) => c.records.insert(Customer, values));
  const contactsOf = (codcliente: string) =>
    bench.run((c) => c.records.list(Contact, { codcliente }));

  beforeAll(async () => {
    bench = await openRecords({ codpais: 'ESP', tipoidfiscal: 'NIF' });
    await bench.run((c) => c.records.insert(TaxIdType, { tipoidfiscal: 'NIF' }));
    await bench.run((c) => c.records.insert(TaxIdType, { tipoidfiscal: 'CIF', validar: true }));
  });
  afterAll(() => bench.close());

  it('has defaults, a legal name and a contact', async () => {
    const values = { codcliente: 'C100', nombre: 'Talleres Ruiz', cifnif: '12345678Z' };
    const saved = await create(values);
    const stored = await bench.run((c) => c.records.find(Customer, 'C100'));
    expect(stored).toEqual(saved);
    expect(stored).toMatchObject({
      ...values,
      debaja: false,
      email: '',
      fax: '',
      langcode: null,
      observaciones: '',
      personafisica: true,
      razonsocial: 'Talleres Ruiz',
      regimeniva: 'General',
      telefono1: '',
      tipoidfiscal: 'NIF',
      web: null,
    });
    expect(await contactsOf('C100')).toMatchObject([
      {
        apellidos: 'Ruiz',
        cifnif: '12345678Z',
        codpais: 'ESP',
        codproveedor: null,
        descripcion: 'Talleres Ruiz',
        empresa: 'Talleres Ruiz',
        idcontacto: stored?.idcontactofact,
        langcode: '',
        nombre: 'Talleres',
        web: '',
      },
    ]);
  });

  it('takes the contact that it is given', async () => {
    await create({ codcliente: 'C5', nombre: 'X', cifnif: '', idcontactofact: 1 });
    expect(await contactsOf('C5')).toEqual([]);
  });

  it('counts codes', async () => {
    await create({ codcliente: '1', nombre: 'One', cifnif: '' });
    expect((await create({ nombre: 'M3 Ana Perez Ruiz', cifnif: '' })).codcliente).toBe('2');
    const [contact] = await contactsOf('2');
    expect(contact).toMatchObject({ nombre: 'M3', apellidos: 'Ana Perez Ruiz' });
  });

  it('follows the leaving date and not what is sent', async () => {
    const values = { cifnif: '', debaja: true, fechaalta: '', nombre: 'Y' };
    const here = await create(values);
    expect(here.debaja).toBe(false);
    expect(here.fechaalta).toMatch(/^\d{4}-\d\d-\d\d$/);
    const gone = await create({ ...values, debaja: false, fechabaja: '2026-01-31' });
    expect(gone.debaja).toBe(true);
  });

  it('escapes what is typed', async () => {
    const nombre = `M3 <b>"x"</b> 'q' & z `;
    const { codcliente, razonsocial } = await create({ nombre, cifnif: '' });
    expect(razonsocial).toBe('M3 &lt;b&gt;&quot;x&quot;&lt;/b&gt; &#39;q&#39; & z');
    expect((await contactsOf(codcliente))[0]?.descripcion).toBe(razonsocial);
  });

  it('cleans payment days before it measures them', async () => {
    const typed = await create({ nombre: 'D', cifnif: '', diaspago: '5, 20,40,abc,7x' });
    expect(typed.diaspago).toBe('5,20');
    const none = await create({ nombre: 'D', cifnif: '', diaspago: 'x' });
    expect(none.diaspago).toBeNull();
    const { codes } = await refusedInsert(bench, Customer, {
      nombre: 'D',
      cifnif: '',
      diaspago: '10,11,12,13',
    });
    expect(codes).toEqual(['field-value-too-long']);
  });

  it('refuses, and shows how far it came', async () => {
    const nameless = await refusedInsert(bench, Customer, { codcliente: 'C101', cifnif: 'B1' });
    expect(nameless.problem).toMatchObject({ code: 'field-can-not-be-null', field: 'nombre' });
    expect(nameless.record).toMatchObject({ email: null, fax: '', razonsocial: null });

    const longCode = { codcliente: 'WAYTOOLONGCODE', nombre: 'X', cifnif: '' };
    const code = await refusedInsert(bench, Customer, longCode);
    expect(code.codes).toEqual(['invalid-alphanumeric-code']);
    expect(code.record).toMatchObject({ razonsocial: null, telefono1: null });

    const badMail = { codcliente: 'C103', nombre: 'X', cifnif: '', email: 'not-an-email' };
    const mail = await refusedInsert(bench, Customer, badMail);
    expect(mail.codes).toEqual(['not-valid-email']);
    expect(mail.record).toMatchObject({ email: '', idcontactofact: null, telefono1: '' });

    const numberless = await refusedInsert(bench, Customer, { nombre: 'X' });
    expect(numberless.problem.field).toBe('cifnif');
    const web = await refusedInsert(bench, Customer, { nombre: 'X', cifnif: '', web: 'foo.com' });
    expect(web.codes).toEqual(['invalid-web']);
    const pay = await refusedInsert(bench, Customer, { nombre: 'X', cifnif: '', codpago: 'NO' });
    expect(pay.codes).toEqual(['reference-not-found']);
    expect(pay.record).toMatchObject({ codpago: 'NO', idcontactofact: null, email: '' });
  });

  it('leaves nothing behind when it is refused', async () => {
    const before = await bench.run((c) => c.records.count(Contact));
    const values = { codcliente: 'C900', nombre: 'X', cifnif: '', codagente: 'NOPE' };
    await refusedInsert(bench, Customer, values);
    expect(await bench.run((c) => c.records.count(Contact))).toBe(before);
    expect(await bench.run((c) => c.records.find(Customer, 'C900'))).toBeNull();
  });

  it('checks tax numbers of the kinds that want it', async () => {
    const values = { nombre: 'X', tipoidfiscal: 'CIF' };
    const bad = await refusedInsert(bench, Customer, { ...values, cifnif: 'B87654321' });
    expect(bad.problem).toMatchObject({ code: 'not-valid-fiscal-number', field: 'cifnif' });
    expect((await create({ ...values, cifnif: 'b12345674' })).cifnif).toBe('b12345674');
    expect((await create({ ...values, cifnif: '' })).cifnif).toBe('');
    expect((await create({ nombre: 'X', cifnif: 'anything' })).cifnif).toBe('anything');
  });

  it('combines operations and exceptions as sales may', async () => {
    const values = { nombre: 'X', cifnif: '', operacion: 'exportacion' };
    const wrong = await refusedInsert(bench, Customer, { ...values, excepcioniva: 'ES_22' });
    expect(wrong.codes).toEqual(['invalid-operation-exception-combination']);
    expect((await create({ ...values, excepcioniva: 'ES_21' })).excepcioniva).toBe('ES_21');
  });

  it('refuses telephones that grow too long', async () => {
    const telefono1 = '"'.repeat(6);
    const { problem } = await refusedInsert(bench, Customer, {
      nombre: 'X',
      cifnif: '',
      telefono1,
    });
    expect(problem).toMatchObject({ code: 'field-value-too-long', field: 'telefono1' });
  });

  it('takes its bank accounts along, leaves its contacts, stays for its receipts', async () => {
    const { codcliente, idcontactofact } = await create({ nombre: 'Gone', cifnif: '' });
    await bench.run((c) =>
      c.records.insert(CustomerBankAccount, { codcliente, descripcion: 'Main' }),
    );
    await bench.run(async (c) =>
      c.records.remove(Customer, (await c.records.find(Customer, codcliente))!),
    );
    const contact = await bench.run((c) => c.records.find(Contact, idcontactofact));
    expect(contact).toMatchObject({ codcliente: null });
    expect(await bench.run((c) => c.records.count(CustomerBankAccount, { codcliente }))).toBe(0);

    await bench.run(async (c) => {
      await c.transaction.run(
        'INSERT INTO recibospagoscli (codcliente, fecha, idempresa) VALUES (?, ?, ?)',
        ['C100', '2026-01-01', 1],
      );
    });
    expect(await bench.run((c) => c.records.count(CustomerReceipt))).toBe(1);
    expect((await refusedRemoval(bench, Customer, 'C100')).codes).toEqual(['record-in-use']);
  });
});
