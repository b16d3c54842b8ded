import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../kernel/database/database.js';
import { UnitOfWork } from '../../kernel/database/unit-of-work.js';
import { Log } from '../../kernel/logging/log.js';
import { Registry } from '../registry/registry.js';
import { addFoldedColumns, refoldTexts } from './folded-texts.js';
import { adoptLiveTables, readLiveTables, type SchemaDifference } from './live-schema.js';

/** Fits the registry to the tables of the opened database, before anything reads or writes. */
@Injectable()
export class LiveSchema implements OnModuleInit {
  differences: readonly SchemaDifference[] = [];

  constructor(
    private readonly database: Database,
    private readonly registry: Registry,
    private readonly units: UnitOfWork,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.differences = adoptLiveTables(this.registry, await readLiveTables(this.database));
    await addFoldedColumns(this.registry, this.database, this.units);
    await refoldTexts(this.registry, this.database, this.units);
    for (const difference of this.differences.filter(({ kind }) => kind !== 'type')) {
      this.log.info({ ...difference }, 'The table differs from its model');
    }
  }
}
