import { Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { CONFIG, type Config, type Language } from './config/config.js';
import { Database } from './database/database.js';
import { connect, databaseOver, dataSourceOptions, type Schema } from './database/data-source.js';
import { TableVersions } from './database/table-versions.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { Clock } from './dates/clock.js';
import { RequestFields } from './http/request-fields.js';
import { AnswerStore } from './idempotency/answer-store.js';
import { Idempotency } from './idempotency/idempotency.js';
import { Log } from './logging/log.js';
import { DefaultSettings } from './settings/default-settings.js';
import { Translator, type Catalogue } from './translation/translator.js';

export interface KernelOptions {
  readonly config: Config;
  readonly log: Log;
  readonly schema: Schema;
  readonly catalogues: Readonly<Record<Language, Catalogue>>;
}

/** What every module stands on: options, log, clock, texts and the database. */
@Module({})
export class KernelModule {
  static forRoot({ config, log, schema, catalogues }: KernelOptions): DynamicModule {
    return {
      module: KernelModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          // Who started the server learns at once that the database does not answer.
          useFactory: () => ({ ...dataSourceOptions(config, schema), toRetry: () => false }),
          dataSourceFactory: (options) => connect(options),
        }),
      ],
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
        {
          provide: Database,
          inject: [getDataSourceToken()],
          useFactory: (dataSource: DataSource) => databaseOver(dataSource, config),
        },
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
      ],
    };
  }
}
