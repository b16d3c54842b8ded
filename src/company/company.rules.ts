import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { keepDefault, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { testTaxId } from '../parties/index.js';
import { Company } from './company.entity.js';
import { keepFormer } from './former-records.js';
import { PaymentMethods } from './payment-methods.js';
import { Warehouse } from './warehouse.entity.js';

/** What a company has from its first day on, and takes along; anything else are its books. */
const FURNITURE: ReadonlySet<string> = new Set([
  'almacenes',
  'cuentasbanco',
  'ejercicios',
  'formaspago',
  'formatos_documentos',
  'secuencias_documentos',
]);

/** What invoices say of their seller. */
const PRINTED = [
  ...(['nombre', 'tipoidfiscal', 'cifnif', 'regimeniva', 'idlogo'] as const),
  ...(['direccion', 'apartado', 'codpostal', 'ciudad', 'provincia', 'codpais'] as const),
  ...(['telefono1', 'telefono2', 'email', 'web'] as const),
];

/** Own companies: each begins with a warehouse and a payment method, and stays with its books. */
@Injectable()
export class CompanyRules extends ModelRules<Company> {
  readonly model = Company;

  override async validate(_record: Company, test: RecordTest<Company>): Promise<void> {
    test.escape('administrador', 'apartado', 'ciudad', 'codpostal', 'direccion', 'fax');
    test.escape('nombre', 'nombrecorto', 'observaciones', 'provincia', 'web');
    test.webAddress('web');
    test.columns();
    test.emailAndPhones('telefono1', 'telefono2');
    await testTaxId(test);
  }

  override async afterInsert(record: Company, context: Context): Promise<void> {
    await context.port(PaymentMethods).begin(record.idempresa, context);
    await context.records.insert(Warehouse, {
      apartado: record.apartado,
      ciudad: record.ciudad,
      codpais: record.codpais,
      codpostal: record.codpostal,
      direccion: record.direccion,
      idempresa: record.idempresa,
      nombre: record.nombrecorto || record.nombre,
      provincia: record.provincia,
    });
  }

  override async afterUpdate(
    record: Company,
    before: Readonly<Company>,
    context: Context,
  ): Promise<void> {
    const name = { table: 'empresas', code: record.idempresa };
    await keepFormer(name, PRINTED, before, record, context);
  }

  override async beforeDelete(record: Company, context: Context): Promise<void> {
    const { idempresa } = record;
    keepDefault(context, 'idempresa', idempresa);
    // With the row locked no document can begin to refer to it.
    await context.records.find(Company, idempresa, { lock: true });
    const tables = await context.records.referencedBy(Company, record);
    const books = tables.filter((table) => !FURNITURE.has(table));
    if (books.length > 0) refuse('company-has-documents', undefined, { tables: books.join(', ') });
    // By their own rules, which keep the default ones and the totals of stock.
    for (const each of await context.records.list(Warehouse, { idempresa })) {
      await context.records.remove(Warehouse, each);
    }
    await context.port(PaymentMethods).end(idempresa, context);
  }
}
