import { serverVersion } from '../../kernel/server-version.js';
import type { SkeletonNames } from './skeleton-names.js';

export function indexFile({ name, className, resource, route, words }: SkeletonNames): string {
  return `import { definePlugin, Module } from 'facturanest/plugin';
import { ${className}Controller } from './${name}.controller.js';
import { ${className} } from './${name}.entity.js';
import { ${className}Handler } from './${name}.handler.js';
import { ${className}Hooks } from './${name}.hooks.js';
import { ${className}Rules } from './${name}.rules.js';

@Module({
  controllers: [${className}Controller],
  providers: [${className}Handler, ${className}Hooks],
})
class ${className}Module {}

export default definePlugin({
  name: '${name}',
  version: '0.1.0',
  description: 'A ${words} for every customer.',
  compatible: '^${serverVersion()}',
  module: ${className}Module,
  // Served under /api/3/${resource}; the table is created when the plugin is enabled.
  models: { entities: [${className}], rules: [${className}Rules] },
  hooks: [${className}Hooks],
  handlers: [${className}Handler],
  // What the controller answers: permissions are given by these names.
  resources: ['${route}'],
  // Until a client writes others: POST /api/3/settings with the name "${name}".
  settings: { welcome: 'Welcome the customer' },
  texts: {
    en_EN: {
      '${name}-days': 'It can not be due before it was made.',
      '${name}-open': '%customer% still has %count% open.',
    },
    es_ES: {
      '${name}-days': 'No puede vencer antes de su creación.',
      '${name}-open': '%customer% todavía tiene %count% sin cerrar.',
    },
  },
});
`;
}

export function entityFile({ className, resource, table, words }: SkeletonNames): string {
  return `import { Bool, Code, Day, GeneratedKey, Model, Text, to, today } from 'facturanest/plugin';

@Model({
  name: '${className}',
  resource: '${resource}',
  table: '${table}',
  description: 'A ${words}: something to do for a customer.',
})
export class ${className} {
  @GeneratedKey('Internal number')
  id!: number;

  @Code(10, 'Customer that it is for', {
    required: true,
    references: to('clientes', 'CASCADE'),
  })
  codcliente!: string;

  @Text(200, 'What is to be done', { required: true })
  text!: string;

  @Bool('True when it is done', { default: false })
  done!: boolean | null;

  @Day('When it was made', { initial: today, protected: true })
  created!: string | null;

  @Day('When it must be done; empty for some time')
  due!: string | null;
}
`;
}

export function rulesFile({ name, className }: SkeletonNames): string {
  return `import { Injectable, ModelRules, refuse, type RecordTest } from 'facturanest/plugin';
import { ${className} } from './${name}.entity.js';

/** What must be true of every record, whoever writes it. */
@Injectable()
export class ${className}Rules extends ModelRules<${className}> {
  readonly model = ${className};

  override validate(record: ${className}, test: RecordTest<${className}>): void {
    test.escape('text');
    test.emptyToNull('due');
    test.filled('text');
    // Lengths, required columns and empty values of all columns.
    test.columns();
    if (record.due && record.created && record.due < record.created) {
      refuse('${name}-days', 'due');
    }
  }
}
`;
}

export function hooksFile({ name, className }: SkeletonNames): string {
  return `import {
  Customer,
  Injectable,
  ModelHooks,
  refuse,
  unescapeText,
  type Context,
} from 'facturanest/plugin';
import { ${className} } from './${name}.entity.js';

/** A customer with something left to do can not be deleted. */
@Injectable()
export class ${className}Hooks extends ModelHooks<Customer> {
  readonly model = Customer;

  override async deleteBefore(customer: Customer, context: Context): Promise<void> {
    const { codcliente, nombre } = customer;
    const count = await context.records.count(${className}, { codcliente, done: false });
    if (count > 0) refuse('${name}-open', undefined, { customer: unescapeText(nombre), count });
  }
}
`;
}

export function handlerFile({ name, className }: SkeletonNames): string {
  return `import {
  Customer,
  EventHandler,
  Injectable,
  LifeCycle,
  PluginSettings,
  type ModelEvent,
} from 'facturanest/plugin';
import { ${className} } from './${name}.entity.js';

/** After a customer was stored: the first thing to do for them. */
@Injectable()
export class ${className}Handler extends EventHandler {
  readonly events = ['Cliente.created'];

  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly settings: PluginSettings,
  ) {
    super();
  }

  override async handle({ key }: ModelEvent): Promise<void> {
    const { welcome } = await this.settings.of('${name}');
    if (typeof welcome !== 'string' || welcome === '') return;
    await this.lifeCycle.run(async (context) => {
      // Nobody waits for handlers: the customer may be gone again.
      const customer = await context.records.find(Customer, key);
      if (!customer) return;
      const { codcliente } = customer;
      await context.records.insert(${className}, { codcliente, text: welcome });
    });
  }
}
`;
}

export function controllerFile({ name, className, route }: SkeletonNames): string {
  return `import {
  ApiPipeline,
  ApiRoute,
  CallOrigin,
  Controller,
  Customer,
  found,
  LifeCycle,
  Reading,
  RecordKey,
  type Origin,
} from 'facturanest/plugin';
import { ${className} } from './${name}.entity.js';

const ROUTE = '${route}/:codcliente';

/** What is left to do for one customer. */
@Controller()
@ApiPipeline()
export class ${className}Controller {
  constructor(
    private readonly lifeCycle: LifeCycle,
    private readonly reading: Reading,
  ) {}

  /** GET /api/3/${route}/1 */
  @ApiRoute('GET', ROUTE)
  async list(@RecordKey() codcliente: string, @CallOrigin() origin: Origin): Promise<object[]> {
    const context = await this.reading.context(origin);
    const open = await context.records.list(${className}, { codcliente, done: false });
    return open.map(({ id, text, due }) => ({ id, text, due }));
  }

  /** POST /api/3/${route}/1: all of it is done. */
  @ApiRoute('POST', ROUTE)
  async close(@RecordKey() key: string, @CallOrigin() origin: Origin): Promise<object> {
    const closed = await this.lifeCycle.run(async (context) => {
      const { codcliente } = found(await context.records.find(Customer, key));
      const open = await context.records.list(${className}, { codcliente, done: false }, { lock: true });
      for (const record of open) await context.records.update(${className}, record, { done: true });
      return open.length;
    }, origin);
    return { closed };
  }
}
`;
}
