import { Injectable } from '@nestjs/common';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Contact } from './contact.entity.js';
import { expandLedgerAccount } from './ledger-account.js';
import { testFiscalKeys } from '../taxes/index.js';
import { linkOrNull, testTaxId, testTradingParty } from './party-steps.js';
import { Supplier } from './supplier.entity.js';

/** Suppliers and creditors: fiscal data for purchases, and a contact with their address. */
@Injectable()
export class SupplierRules extends ModelRules<Supplier> {
  readonly model = Supplier;

  override async validate(
    record: Supplier,
    test: RecordTest<Supplier>,
    before: Readonly<Supplier> | null,
  ): Promise<void> {
    testFiscalKeys(test, before, 'operacion', 'excepcioniva');
    testTradingParty(test, 'codproveedor', 'purchase');
    record.idcontacto = linkOrNull(record.idcontacto);
    await expandLedgerAccount(test);
    test.columns();
    test.emailAndPhones('telefono1', 'telefono2');
    await testTaxId(test);
  }

  override async assignKey(record: Supplier, context: Context): Promise<void> {
    record.codproveedor = await context.numbers.freeCode(Supplier);
  }

  override async afterInsert(record: Supplier, context: Context): Promise<void> {
    if (record.idcontacto !== null) return;
    const contact = await context.records.insert(Contact, {
      apellidos: '',
      cifnif: record.cifnif,
      codproveedor: record.codproveedor,
      descripcion: record.nombre,
      email: record.email,
      empresa: record.razonsocial,
      nombre: record.nombre,
      personafisica: record.personafisica,
      telefono1: record.telefono1,
      telefono2: record.telefono2,
      tipoidfiscal: record.tipoidfiscal,
    });
    const { idcontacto } = contact;
    record.idcontacto = idcontacto;
    await context.records.assign(Supplier, { codproveedor: record.codproveedor }, { idcontacto });
  }
}
