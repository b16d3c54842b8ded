import {
  Answer,
  ApiError,
  Customer,
  ignoredFields,
  Injectable,
  languageOf,
  LifeCycle,
  originOf,
  presentDay,
  Reading,
  readInput,
  RequestFields,
  RuleError,
  Translator,
  type ApiRequest,
  type Context,
} from 'facturanest/plugin';
import { PortalNote } from './portal-note.entity.js';
import { validNotes } from './valid-notes.js';

/** More than anybody reads: a portal that writes without end must not be read without end. */
const MOST_SHOWN = 200;

/** What a customer portal reads and writes on behalf of one customer. */
@Injectable()
export class PortalNotes {
  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly reading: Reading,
    private readonly fields: RequestFields,
    private readonly translator: Translator,
  ) {}

  /** @throws ApiError 404 `record-not-found` when there is no such customer */
  async list(request: ApiRequest): Promise<Answer> {
    const context = await this.reading.context(originOf(request));
    const { codcliente } = await customerOf(request, context);
    const notes = await validNotes(context, codcliente, 'visible', context.today);
    return Answer.of(notes.slice(0, MOST_SHOWN).map(shown));
  }

  /**
   * Adds a note as the customer: it is visible and nothing else, whatever is sent.
   *
   * @throws ApiError 404 `record-not-found` when there is no such customer
   * @throws RuleError with the field that can not be used
   */
  async add(request: ApiRequest): Promise<Answer> {
    const { text, author, ...others } = await this.fields.of(request);
    const note = await this.lifeCycle.run(async (context) => {
      const { codcliente, nombre } = await customerOf(request, context);
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
    }, originOf(request));
    const ok = this.translator.text('record-updated-correctly', {}, languageOf(request));
    return Answer.of({ ok, data: shown(note) }, 200, ignoredFields(Object.keys(others)));
  }
}

async function customerOf({ apiPath }: ApiRequest, context: Context): Promise<Customer> {
  const customer = await context.records.find(Customer, apiPath.id);
  if (!customer) throw new ApiError(404, 'record-not-found');
  return customer;
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
