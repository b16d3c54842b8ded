import {
  Customer,
  found,
  Injectable,
  LifeCycle,
  presentDay,
  Reading,
  readInput,
  RuleError,
  type Context,
  type Origin,
} from 'facturanest/plugin';
import type { PortalNoteFields } from './portal-note-fields.js';
import { PortalNote } from './portal-note.entity.js';
import { validNotes } from './valid-notes.js';

/** More than anybody reads: a portal that writes without end must not be read without end. */
const MOST_SHOWN = 200;

/** A note as a customer sees it. */
export type ShownNote = ReturnType<typeof shown>;

/** What a customer portal reads and writes on behalf of one customer. */
@Injectable()
export class PortalNotes {
  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly reading: Reading,
  ) {}

  /** @throws NotFoundError `record-not-found` when there is no such customer */
  async list(customer: string, origin: Origin): Promise<ShownNote[]> {
    const context = await this.reading.context(origin);
    const { codcliente } = await customerOf(customer, context);
    const notes = await validNotes(context, codcliente, 'visible', context.today);
    return notes.slice(0, MOST_SHOWN).map(shown);
  }

  /**
   * Adds a note as the customer: it is visible and nothing else, whatever is sent.
   *
   * @throws NotFoundError `record-not-found` when there is no such customer
   * @throws RuleError with the field that can not be used
   */
  async add(customer: string, fields: PortalNoteFields, origin: Origin): Promise<ShownNote> {
    const { text, author } = fields;
    const note = await this.lifeCycle.run(async (context) => {
      const { codcliente, nombre } = await customerOf(customer, context);
      const { values, problems } = readInput(context.models.of(PortalNote), { text, author });
      const [first, ...more] = problems;
      if (first) throw new RuleError(first, ...more);
      return context.records.insert(PortalNote, {
        ...values,
        ...((values['author'] ?? '') === '' && { author: nombre }),
        codcliente,
        visible: true,
        bycustomer: true,
      });
    }, origin);
    return shown(note);
  }
}

async function customerOf(codcliente: string, context: Context): Promise<Customer> {
  return found(await context.records.find(Customer, codcliente));
}

/** What a customer sees of a note: neither that it blocks nor why. */
function shown({ id, text, author, bycustomer, created, validuntil }: PortalNote) {
  return {
    id,
    text,
    author,
    bycustomer: bycustomer ?? false,
    created: created && presentDay(created),
    validuntil: validuntil && presentDay(validuntil),
  };
}
