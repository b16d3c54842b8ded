import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  ChartImportModule,
  JournalModule,
  ReportsModule,
  YearEndModule,
} from './accounting/index.js';
import { AuthModule } from './auth/index.js';
import { DocumentsModule } from './documents/index.js';
import { ExportModule } from './export/index.js';
import { FilesModule } from './files/index.js';
import { IncidentsModule } from './incidents/index.js';
import { InstallModule } from './install/index.js';
import { LANGUAGES, type Language } from './kernel/config/config.js';
import type { Foundation } from './foundation.js';
import type { Catalogue } from './kernel/translation/translator.js';
import { ErrorFilter } from './kernel/http/error.filter.js';
import { resourcesOf, type CustomResource } from './kernel/openapi/openapi-part.js';
import { KernelModule } from './kernel/kernel.module.js';
import { ModelsModule, type Registry } from './models/index.js';
import { OPEN_API_PARTS, OpenApiModule } from './openapi/index.js';
import { PaymentsModule } from './payments/index.js';
import {
  modulesOf,
  PluginsModule,
  type PluginDefinition,
  type PluginHost,
} from './plugins/index.js';
import { ActivityLogModule } from './log/index.js';
import { bundlesWith } from './schema.js';
import { SETTLING_ORDER } from './settling-order.js';
import { CATALOGUES } from './translations/index.js';

/** What one application is made of; several may follow each other in one process. */
export interface AppOptions {
  readonly foundation: Foundation;
  /** The models of the server and of its active plugins. */
  readonly registry: Registry;
  /** The plugins that run, in their order. */
  readonly plugins: readonly PluginDefinition[];
  readonly host: PluginHost;
}

/** The server: its modules in reading order. */
@Module({})
export class AppModule {
  static forRoot({ foundation, registry, plugins, host }: AppOptions): DynamicModule {
    const { config, log, database, counters } = foundation;
    const replaced = plugins.flatMap(({ replaces = [] }) => replaces);
    return {
      module: AppModule,
      imports: [
        KernelModule.forRoot({
          config,
          log,
          database,
          catalogues: cataloguesWith(plugins),
          replacements: new Map(replaced.map(({ service, by }) => [service, by])),
        }),
        IncidentsModule.forRoot(counters),
        AuthModule,
        InstallModule,
        // Before the models, whose controller answers every other address below /api.
        OpenApiModule.forRoot(plugins.flatMap(({ openApi }) => openApi ?? [])),
        FilesModule,
        ExportModule.forRoot({
          exporters: plugins.flatMap(({ exporters = [] }) => exporters),
          blockSources: plugins.flatMap(({ blocks = [] }) => blocks),
        }),
        DocumentsModule,
        PaymentsModule,
        ReportsModule,
        JournalModule,
        YearEndModule,
        ChartImportModule,
        PluginsModule.forRoot(plugins, host),
        ...modulesOf(plugins),
        ActivityLogModule,
        ModelsModule.forRoot({
          registry,
          bundles: bundlesWith(plugins),
          customResources: customResources(registry, plugins),
          settling: [...SETTLING_ORDER, ...plugins.flatMap(({ settling = [] }) => settling)],
        }),
      ],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    };
  }
}

/** What controllers of their own answer: by the paths of the parts, and by what plugins say. */
function customResources(
  registry: Registry,
  plugins: readonly PluginDefinition[],
): CustomResource[] {
  const parts = [...OPEN_API_PARTS, ...plugins.flatMap(({ openApi }) => openApi ?? [])];
  const resources = new Map(parts.flatMap(resourcesOf).map((each) => [each.name, each]));
  for (const name of plugins.flatMap(({ resources = [] }) => resources)) {
    resources.set(name, { name, isListed: true });
  }
  return [...resources.values()].filter(({ name }) => !registry.ofResource(name));
}

/** A plugin may also say in its own words what the server says. */
function cataloguesWith(plugins: readonly PluginDefinition[]): Record<Language, Catalogue> {
  const entries = LANGUAGES.map((language) => {
    const own: Catalogue[] = [CATALOGUES[language]];
    for (const { texts } of plugins) own.push(texts?.[language] ?? {});
    return [language, Object.fromEntries(own.flatMap((each) => Object.entries(each)))] as const;
  });
  return Object.fromEntries(entries) as Record<Language, Catalogue>;
}
