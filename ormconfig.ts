import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { newRegistry, schemaFor } from './src/schema.js';
import { readConfig } from './src/kernel/config/config.js';
import { dataSourceOptions } from './src/kernel/database/data-source.js';

// The data source for TypeORM's command line. Run it on the built files, for example:
//   npx tsc -p tsconfig.json --noEmit false --outDir .orm && \
//   npx typeorm migration:show -d .orm/ormconfig.js
if (existsSync('.env')) process.loadEnvFile('.env');
const config = readConfig(process.env);

export default new DataSource(dataSourceOptions(config, schemaFor(newRegistry(), config)));
