import { Injectable } from '@nestjs/common';
import { Country } from '../geography/index.js';
import { refuse } from '../kernel/errors/problem.js';
import { isEmpty, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Agent } from './agent.entity.js';
import { Contact } from './contact.entity.js';
import { Customer } from './customer.entity.js';
import { testTaxId } from './party-steps.js';
import { Supplier } from './supplier.entity.js';

/** Contacts: persons and addresses with enough to tell them apart, in a country that exists. */
@Injectable()
export class ContactRules extends ModelRules<Contact> {
  readonly model = Contact;

  override async validate(
    record: Contact,
    test: RecordTest<Contact>,
    before: Readonly<Contact> | null,
  ): Promise<void> {
    if (isEmpty(record.nombre) && isEmpty(record.email) && isEmpty(record.direccion)) {
      refuse('empty-contact-data');
    }
    if (isEmpty(record.descripcion)) record.descripcion = labelOf(record);
    test.escape('descripcion');
    test.escapeOrEmpty('apartado', 'apellidos', 'cargo', 'ciudad', 'codpostal', 'direccion');
    test.escapeOrEmpty('empresa', 'langcode', 'nombre', 'observaciones', 'provincia', 'web');
    test.webAddress('web');
    test.columns();
    test.emailAndPhones('telefono1', 'telefono2');
    await testTaxId(test);
    if (record.codpais !== before?.codpais) await testCountry(record, test.context);
  }

  /** No foreign key guards these links. */
  override async afterDelete({ idcontacto }: Contact, context: Context): Promise<void> {
    await context.records.assign(Customer, { idcontactoenv: idcontacto }, { idcontactoenv: null });
    await context.records.assign(
      Customer,
      { idcontactofact: idcontacto },
      { idcontactofact: null },
    );
    await context.records.assign(Supplier, { idcontacto }, { idcontacto: null });
    await context.records.assign(Agent, { idcontacto }, { idcontacto: null });
  }
}

/** How lists call a contact that has no description: by its address for parties, else its name. */
function labelOf({ apellidos, codcliente, codproveedor, direccion, nombre }: Contact): string {
  if (!isEmpty(codcliente) || !isEmpty(codproveedor)) return direccion ?? '';
  return `${nombre ?? ''} ${apellidos ?? ''}`.trim();
}

/** The country of the settings passes: it was not given, and can not be deleted. */
async function testCountry({ codpais }: Contact, context: Context): Promise<void> {
  if (isEmpty(codpais) || codpais === context.settings.text('codpais')) return;
  if (await context.records.find(Country, codpais)) return;
  refuse('country-not-found', 'codpais', { value: codpais });
}
