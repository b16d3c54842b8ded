import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Contact } from './contact.entity.js';
import { Customer } from './customer.entity.js';
import { expandLedgerAccount } from './ledger-account.js';
import { testFiscalKeys } from '../taxes/index.js';
import { linkOrNull, testTaxId, testTradingParty } from './party-steps.js';
import { cleanPaymentDays } from './payment-days.js';
import { splitName } from './person-name.js';

/** Customers: fiscal data that can be invoiced, and a contact with the billing address. */
@Injectable()
export class CustomerRules extends ModelRules<Customer> {
  readonly model = Customer;

  override async validate(
    record: Customer,
    test: RecordTest<Customer>,
    before: Readonly<Customer> | null,
  ): Promise<void> {
    testFiscalKeys(test, before, 'operacion', 'excepcioniva');
    testTradingParty(test, 'codcliente', 'sales');
    // Before the generic test: what a person types may be longer than the days in it.
    record.diaspago = cleanPaymentDays(record.diaspago);
    record.idcontactofact = linkOrNull(record.idcontactofact);
    record.idcontactoenv = linkOrNull(record.idcontactoenv);
    await expandLedgerAccount(test);
    test.columns();
    await testTaxId(test);
    test.emailAndPhones('telefono1', 'telefono2');
  }

  override async assignKey(record: Customer, context: Context): Promise<void> {
    record.codcliente = await context.numbers.freeCode(Customer);
  }

  override async afterInsert(record: Customer, context: Context): Promise<void> {
    if (record.idcontactofact !== null) return;
    const contact = await context.records.insert(Contact, {
      ...splitName(record.nombre),
      cifnif: record.cifnif,
      codagente: record.codagente,
      codcliente: record.codcliente,
      descripcion: record.nombre,
      email: record.email,
      empresa: record.razonsocial,
      personafisica: record.personafisica,
      telefono1: record.telefono1,
      telefono2: record.telefono2,
      tipoidfiscal: record.tipoidfiscal,
    });
    const { idcontacto } = contact;
    record.idcontactofact = idcontacto;
    const where = { codcliente: record.codcliente };
    await context.records.assign(Customer, where, { idcontactofact: idcontacto });
  }
}
