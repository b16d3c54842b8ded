import {
  Answer,
  ApiPipeline,
  Controller,
  Customer,
  definePlugin,
  EventHandler,
  GeneratedKey,
  Get,
  Injectable,
  Integer,
  Model,
  ModelHooks,
  ModelRules,
  Module,
  PluginSettings,
  refuse,
  Text,
  to,
  type Context,
  type ModelEvent,
  type RecordTest,
} from 'facturanest/plugin';

@Model({
  name: 'Regalo',
  resource: 'regalos',
  table: 'regalos',
  description: 'Something given to a customer.',
})
export class Gift {
  @Text(10, 'Who is given it', { references: to('clientes', 'CASCADE') })
  codcliente!: string | null;

  @GeneratedKey('Internal number')
  id!: number;

  @Integer('What it cost', { initial: 1 })
  coste!: number | null;

  @Text(100, 'What it is', { required: true })
  nombre!: string;
}

@Injectable()
export class GiftRules extends ModelRules<Gift> {
  readonly model = Gift;

  override validate(gift: Gift, test: RecordTest<Gift>): void {
    test.escape('nombre');
    if (gift.coste === 13) refuse('unlucky-gift', 'coste');
    test.columns();
  }
}

/** What the hooks and the handler of this plugin were told, for the test to look at. */
@Injectable()
export class Diary {
  static readonly lines: string[] = [];

  note(line: string): void {
    Diary.lines.push(line);
  }
}

@Injectable()
export class CustomerHooks extends ModelHooks<Customer> {
  readonly model = Customer;

  constructor(private readonly diary: Diary) {
    super();
  }

  override clear(customer: Customer) {
    customer.observaciones = 'no gift yet';
  }
  override saveBefore = this.noting('saveBefore');
  override testBefore = this.noting('testBefore');
  override test({ nombre }: Customer) {
    this.diary.note('test');
    if (nombre === 'Grinch') refuse('no-gift-for', 'nombre', { name: nombre });
    return nombre !== 'Nobody';
  }
  override saveInsertBefore = this.noting('saveInsertBefore');
  override async saveInsert({ codcliente }: Customer, context: Context) {
    this.diary.note('saveInsert');
    await context.records.insert(Gift, { codcliente, nombre: 'Welcome' });
  }
  override saveUpdateBefore = this.noting('saveUpdateBefore');
  override saveUpdate = this.noting('saveUpdate');
  override save = this.noting('save');
  override onChange(_customer: Customer, column: string) {
    this.diary.note(`onChange ${column}`);
    return column !== 'web';
  }
  override deleteBefore({ nombre }: Customer) {
    this.diary.note('deleteBefore');
    return nombre !== 'Santa';
  }
  override delete = this.noting('delete');
  override onInsert = this.telling('onInsert');
  override onUpdate = this.telling('onUpdate');
  override onDelete = this.telling('onDelete');

  private noting(name: string): () => boolean {
    return () => {
      this.diary.note(name);
      return true;
    };
  }

  private telling(name: string): () => void {
    return () => this.diary.note(name);
  }
}

@Injectable()
export class Gratitude extends EventHandler {
  readonly events = ['Cliente.created', 'Cliente.deleted', 'PresupuestoCliente.state'];

  constructor(private readonly diary: Diary) {
    super();
  }

  handle({ name, key }: ModelEvent): void {
    this.diary.note(`${name} ${key}`);
    if (name === 'Cliente.deleted') throw new Error('A handler that fails harms nobody');
  }
}

@Controller()
@ApiPipeline()
export class GiftsController {
  constructor(private readonly settings: PluginSettings) {}

  @Get('api/:version/regalosPendientes')
  async pending(): Promise<Answer> {
    return Answer.of({ pending: [], ...(await this.settings.of('gifts')) });
  }
}

@Module({ controllers: [GiftsController], providers: [Diary, CustomerHooks, Gratitude] })
class GiftsModule {}

export default definePlugin({
  name: 'gifts',
  version: '1.2.3',
  description: 'Gives a gift to each new customer.',
  compatible: '>=0.1.0',
  module: GiftsModule,
  models: { entities: [Gift], rules: [GiftRules] },
  hooks: [CustomerHooks],
  handlers: [Gratitude],
  resources: ['regalosPendientes'],
  settings: { wrapping: 'paper', ribbon: true },
  texts: {
    en_EN: { 'no-gift-for': 'No gift for %name%.', 'unlucky-gift': 'That gift is unlucky.' },
    es_ES: { 'no-gift-for': 'Nada para %name%.', 'unlucky-gift': 'Ese regalo trae mala suerte.' },
  },
  async enabled(context, from) {
    await context.records.insert(Gift, { nombre: from === null ? 'The first' : `After ${from}` });
  },
});
