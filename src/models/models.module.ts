import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { UnitOfWork } from '../kernel/database/unit-of-work.js';
import { Clock } from '../kernel/dates/clock.js';
import type { CustomResource } from '../kernel/openapi/openapi-part.js';
import { DefaultSettings } from '../kernel/settings/default-settings.js';
import { Translator } from '../kernel/translation/translator.js';
import type { ModelBundle } from './bundle.js';
import { JsonWriter } from '../kernel/http/routes/json-writer.js';
import type { SettlingPartClass } from './context/context.js';
import { ModulePorts } from './context/module-ports.js';
import { RowVisibility } from './visible-rows.js';
import { AdditionReader, MODEL_MEMBERS } from './expand/additions.js';
import { ExpansionReader } from './expand/expansion-reader.js';
import { Expansions } from './expand/expansions.js';
import { HookTable } from './hooks/hook-table.js';
import { ModelEvents } from './hooks/model-events.js';
import { KeyAllocation } from './life-cycle/key-allocation.js';
import { LifeCycle } from './life-cycle/life-cycle.js';
import { MasterRecords } from './life-cycle/master-records.js';
import { Reading } from './life-cycle/reading.js';
import type { ModelRules } from './life-cycle/rules.js';
import type { ModelMembers } from './expand/model-members.js';
import { CUSTOM_RESOURCES, ModelsController } from './models.controller.js';
import { ListMemory } from './query/list-memory.js';
import { ListReader } from './query/list-reader.js';
import { RecordJson } from './record-json.js';
import { RecordsService } from './records.service.js';
import { Registry } from './registry/registry.js';
import { LiveSchema } from './schema/live-schema.service.js';

export interface ModelsOptions {
  readonly registry: Registry;
  readonly bundles: readonly ModelBundle[];
  /** What other controllers serve. */
  readonly customResources: readonly CustomResource[];
  /** The parts of a unit of work that put work off, in the order in which they do it. */
  readonly settling: readonly SettlingPartClass[];
}

/** The life cycle of all records, and the generic API over them. */
@Module({})
export class ModelsModule {
  static forRoot({ registry, bundles, customResources, settling }: ModelsOptions): DynamicModule {
    const rules = bundles.flatMap((bundle) => bundle.rules);
    const ports = bundles.flatMap((bundle) => bundle.ports ?? []);
    const expansions = bundles.flatMap((bundle) => bundle.expansions ?? []);
    const members = bundles.flatMap((bundle) => bundle.members ?? []);
    return {
      module: ModelsModule,
      global: true,
      controllers: [ModelsController],
      providers: [
        ...rules,
        ...ports.map(({ port, by }) => ({ provide: port, useClass: by })),
        ...members,
        AdditionReader,
        RowVisibility,
        ExpansionReader,
        HookTable,
        KeyAllocation,
        ListMemory,
        MasterRecords,
        ModelEvents,
        ModulePorts,
        ListReader,
        LiveSchema,
        { provide: JsonWriter, useClass: RecordJson },
        membersOf(members),
        { provide: Registry, useValue: registry },
        { provide: Expansions, useValue: new Expansions(registry, expansions) },
        { provide: CUSTOM_RESOURCES, useValue: customResources },
        lifeCycleWith(rules, settling),
        Reading,
        RecordsService,
      ],
      exports: [
        Expansions,
        HookTable,
        JsonWriter,
        LifeCycle,
        LiveSchema,
        ModelEvents,
        Reading,
        RecordsService,
        Registry,
        ...ports.map(({ port }) => port),
      ],
    };
  }
}

/** An instance of each. */
function membersOf(
  members: NonNullable<ModelBundle['members']>,
): FactoryProvider<readonly ModelMembers[]> {
  const useFactory = (...instances: ModelMembers[]) => instances;
  return { provide: MODEL_MEMBERS, inject: [...members], useFactory };
}

/** The life cycle with an instance of each of the rules. */
function lifeCycleWith(
  rules: ModelBundle['rules'],
  settling: readonly SettlingPartClass[],
): FactoryProvider<LifeCycle> {
  return {
    provide: LifeCycle,
    inject: [
      Registry,
      UnitOfWork,
      KeyAllocation,
      MasterRecords,
      DefaultSettings,
      Clock,
      Translator,
      HookTable,
      ModelEvents,
      ModulePorts,
      ...rules,
    ],
    useFactory: (
      registry: Registry,
      units: UnitOfWork,
      keys: KeyAllocation,
      masters: MasterRecords,
      settings: DefaultSettings,
      clock: Clock,
      translator: Translator,
      hooks: HookTable,
      events: ModelEvents,
      ports: ModulePorts,
      ...instances: ModelRules<object>[]
    ) =>
      new LifeCycle({
        ...{ registry, units, keys, masters, settings, clock, translator, hooks, events, ports },
        rules: instances,
        settling,
      }),
  };
}
