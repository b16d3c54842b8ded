import { refuse } from '../../kernel/errors/problem.js';
import type { Context } from '../../models/index.js';
import { Contact } from '../../parties/index.js';
import type { AnyDocument } from '../kinds/document-kind.js';
import { takeAddress } from './document-subject.js';

/**
 * Gives the address of a sales document to its billing contact when that has none yet: the first
 * document says where a new customer lives.
 */
export async function completeContact(document: AnyDocument, context: Context): Promise<void> {
  const { idcontactofact = null, direccion } = document;
  if (idcontactofact === null || !direccion) return;
  const contact = await context.records.find(Contact, idcontactofact);
  if (!contact || contact.direccion) return;
  const { apartado, ciudad, codpais, codpostal, provincia } = document;
  const address = { apartado, ciudad, codpais, codpostal, direccion, provincia };
  await context.records.update(Contact, contact, address);
}

/**
 * The address of the billing contact that was chosen for a document.
 *
 * @throws RuleError `contact-not-found`
 */
export async function takeBillingContact(document: AnyDocument, context: Context): Promise<void> {
  const contact = await context.records.find(Contact, document.idcontactofact);
  if (!contact) {
    return refuse('contact-not-found', 'idcontactofact', { value: document.idcontactofact ?? '' });
  }
  takeAddress(document, contact, context);
}
