import {} from '../../models/index.js';
import { DocumentLine } from './document-line.entity.js';

/** A line of a document from a supplier. */
export abstract class PurchaseLine extends DocumentLine {}
