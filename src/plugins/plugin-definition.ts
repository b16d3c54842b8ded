import type { Abstract, DynamicModule, Type } from '@nestjs/common';
import semver from 'semver';
import type { Language } from '../kernel/config/config.js';
import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import type { Catalogue } from '../kernel/translation/translator.js';

import type { DocumentExporter, SheetBlockSource } from '../export/index.js';
import type {
  Context,
  EventHandler,
  ModelBundle,
  ModelHooks,
  SettlingPartClass,
} from '../models/index.js';

/** What a plugin gives to the server, beside its Nest module. */
export interface PluginDefinition {
  /** Unique, of letters, digits and `-`, such as `webhooks`; its settings have the same name. */
  readonly name: string;
  /** Semantic version, such as `1.2.0`. */
  readonly version: string;
  readonly description: string;
  /** Versions of the server that it works with, such as `^0.1.0`. */
  readonly compatible: string;
  /** Names of plugins that must be enabled before. */
  readonly requires?: readonly string[];
  /**
   * Providers and controllers. What it exports can be injected everywhere; hooks, event handlers,
   * and whatever these want must be among its providers.
   */
  readonly module?: Type | DynamicModule;
  /** Its own models with their rules, served under `/api/3` like all others. */
  readonly models?: ModelBundle;
  /** What it does when records of any model are saved or deleted. */
  readonly hooks?: readonly Type<ModelHooks>[];
  /** What it does after the commit of changes. */
  readonly handlers?: readonly Type<EventHandler>[];
  /**
   * Names below `/api/3` that its controllers answer and `openApi` does not describe; permissions
   * are given by them.
   */
  readonly resources?: readonly string[];
  /** Parts of a unit of work that put work off; they settle behind those of the server. */
  readonly settling?: readonly SettlingPartClass[];
  /** Further values of `type` for `exportar…`. */
  readonly exporters?: readonly Type<DocumentExporter>[];
  /** What it adds to printed documents. */
  readonly blocks?: readonly Type<SheetBlockSource>[];
  /** What stands in for replaceable services of the server. */
  readonly replaces?: readonly Replacement[];
  /** The values of its settings until a client writes others to `settings/{name}`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly texts?: Readonly<Partial<Record<Language, Catalogue>>>;
  /** Describes its routes, and by that names them: permissions are given by these names. */
  readonly openApi?: OpenApiPart;
  /**
   * Called in a unit of work when the plugin is enabled and when a newer version of it starts: for
   * its first records and for what a new version must change.
   *
   * @param from the version that ran before; null when it is enabled for the first time
   */
  readonly enabled?: (context: Context, from: string | null) => Promise<void>;
}

export interface Replacement {
  readonly service: Abstract<unknown>;
  readonly by: Type;
}

const NAME = /^[A-Za-z][A-Za-z0-9-]{0,49}$/;

/**
 * Declares a plugin: the default export of its package.
 *
 * @throws Error that says which member is wrong
 */
export function definePlugin(definition: PluginDefinition): PluginDefinition {
  const { name, version, compatible } = definition;
  if (!NAME.test(name)) throw new Error(`"${name}" can not be the name of a plugin`);
  if (!semver.valid(version)) throw new Error(`${name}: "${version}" is no version like 1.2.0`);
  if (!semver.validRange(compatible)) {
    throw new Error(`${name}: "${compatible}" is no range of versions like ^1.2.0`);
  }
  return Object.freeze({ ...definition });
}

/** Whether something is what `definePlugin` made, whichever copy of it. */
export function isDefinition(value: unknown): value is PluginDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, version, compatible, description } = value as Partial<PluginDefinition>;
  return [name, version, compatible, description].every((text) => typeof text === 'string');
}
