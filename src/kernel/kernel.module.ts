import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config, type Language } from './config/config.js';
import { Database } from './database/database.js';
import { TableVersions } from './database/table-versions.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { Clock } from './dates/clock.js';
import { RequestFields } from './http/body/request-fields.js';
import { AnswerStore } from './idempotency/answer-store.js';
import { Idempotency } from './idempotency/idempotency.js';
import { Log } from './logging/log.js';
import { REPLACEMENTS, type Replacements } from './replaceable.js';
import { DefaultSettings } from './settings/default-settings.js';
import { Translator, type Catalogue } from './translation/translator.js';

export interface KernelOptions {
  readonly config: Config;
  readonly log: Log;
  /** Open, and up to date; whoever opened it closes it. */
  readonly database: Database;
  readonly catalogues: Readonly<Record<Language, Catalogue>>;
  readonly replacements: Replacements;
}

/** What every module stands on: options, log, clock, texts and the database. */
@Module({})
export class KernelModule {
  static forRoot({
    config,
    log,
    database,
    catalogues,
    replacements,
  }: KernelOptions): DynamicModule {
    return {
      module: KernelModule,
      global: true,
      providers: [
        TableVersions,
        UnitOfWork,
        DefaultSettings,
        AnswerStore,
        Idempotency,
        RequestFields,
        { provide: CONFIG, useValue: config },
        { provide: Log, useValue: log },
        { provide: Clock, useValue: new Clock(config.timezone) },
        { provide: Translator, useValue: new Translator(catalogues, config.language) },
        { provide: Database, useValue: database },
        { provide: DataSource, useValue: database.dataSource },
        { provide: REPLACEMENTS, useValue: replacements },
      ],
      exports: [
        TableVersions,
        UnitOfWork,
        DefaultSettings,
        Idempotency,
        RequestFields,
        CONFIG,
        Log,
        Clock,
        Translator,
        Database,
        DataSource,
        REPLACEMENTS,
      ],
    };
  }
}
