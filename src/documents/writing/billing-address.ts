import { refuse } from '../../kernel/errors/problem.js';
import { Contact } from '../../parties/index.js';
import type { OpenDocument } from '../open-document.js';
import { takeAddress } from './document-subject.js';

/**
 * Gives the address of a sales document to its billing contact when that has none yet: the first
 * document says where a new customer lives.
 */
export async function completeContact({ record, context }: OpenDocument): Promise<void> {
  const { idcontactofact = null, direccion } = record;
  if (idcontactofact === null || !direccion) return;
  const contact = await context.records.find(Contact, idcontactofact);
  if (!contact || contact.direccion) return;
  const { apartado, ciudad, codpais, codpostal, provincia } = record;
  const address = { apartado, ciudad, codpais, codpostal, direccion, provincia };
  await context.records.update(Contact, contact, address);
}

/**
 * The address of the billing contact that was chosen for a document.
 *
 * @throws RuleError `contact-not-found`
 */
export async function takeBillingContact(document: OpenDocument): Promise<void> {
  const { idcontactofact } = document.record;
  const contact = await document.context.records.find(Contact, idcontactofact);
  if (!contact) {
    return refuse('contact-not-found', 'idcontactofact', { value: idcontactofact ?? '' });
  }
  testOwner(document, 'idcontactofact', contact);
  takeAddress(document, contact);
}

/**
 * Refuses to send a document where somebody else lives.
 *
 * @throws RuleError `contact-not-found`, `contact-of-another`
 */
export async function testShippingContact(document: OpenDocument): Promise<void> {
  const { idcontactoenv = null } = document.record;
  if (idcontactoenv === null) return;
  const contact = await document.context.records.find(Contact, idcontactoenv);
  if (!contact) return refuse('contact-not-found', 'idcontactoenv', { value: idcontactoenv });
  testOwner(document, 'idcontactoenv', contact);
}

/** A contact of nobody may be of anybody. */
function testOwner({ record }: OpenDocument, field: string, contact: Contact): void {
  const { codcliente } = contact;
  if (codcliente === null || codcliente === (record.codcliente ?? null)) return;
  refuse('contact-of-another', field, { value: contact.idcontacto });
}
