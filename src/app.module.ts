import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  ChartImportModule,
  LedgerTables1795360000002,
  ReportsModule,
  YearEndModule,
} from './accounting/index.js';
import { AuthModule } from './auth/index.js';
import { DocumentsModule, SequenceChecks1795360000001 } from './documents/index.js';
import { IncidentsModule } from './incidents/index.js';
import { InstallModule } from './install/index.js';
import type { Config } from './kernel/config/config.js';
import { engineOf, type Schema } from './kernel/database/data-source.js';
import { CUSTOM_RESOURCES } from './custom-resources.js';
import { ErrorFilter } from './kernel/http/error.filter.js';
import { KernelModule } from './kernel/kernel.module.js';
import type { Log } from './kernel/logging/log.js';
import { MODEL_BUNDLES } from './model-bundles.js';
import {
  CreateIdempotency1795360000000,
  createSchemaMigration,
  entitySchemas,
  ModelsModule,
  Registry,
} from './models/index.js';
import { OpenApiModule } from './openapi/index.js';
import { PaymentsModule } from './payments/index.js';
import { CATALOGUES } from './translations/index.js';

/** The server: its modules in reading order. */
@Module({})
export class AppModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    const registry = newRegistry();
    return {
      module: AppModule,
      imports: [
        KernelModule.forRoot({
          config,
          log,
          schema: schemaFor(registry, config),
          catalogues: CATALOGUES,
        }),
        IncidentsModule,
        AuthModule,
        InstallModule,
        // Before the models, whose controller answers every other address below /api.
        OpenApiModule,
        DocumentsModule,
        PaymentsModule,
        ReportsModule,
        YearEndModule,
        ChartImportModule,
        ModelsModule.forRoot({
          registry,
          bundles: MODEL_BUNDLES,
          customResources: CUSTOM_RESOURCES,
        }),
      ],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    };
  }
}

/** The models that this server is built with. */
export function newRegistry(): Registry {
  return new Registry(MODEL_BUNDLES.flatMap(({ entities }) => entities));
}

/** Entities and migrations of the configured engine. */
export function schemaFor(registry: Registry, config: Config): Schema {
  return {
    entities: entitySchemas(registry, engineOf(config)),
    migrations: [
      createSchemaMigration(registry),
      CreateIdempotency1795360000000,
      SequenceChecks1795360000001,
      LedgerTables1795360000002,
    ],
  };
}
