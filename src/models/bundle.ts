import type { Type } from '@nestjs/common';
import type { Port } from './context/ports.js';
import type { ModelMembers } from './expand/model-members.js';
import type { Expansion } from './expand/expansion.js';
import type { Entity } from './registry/decorators.js';
import type { ModelRules } from './life-cycle/rules.js';

/** What a folder of business nouns gives to the server: its models and their rules. */
export interface ModelBundle {
  readonly entities: readonly Entity[];
  /** Injectable classes, one for each model that has behaviour. */
  readonly rules: readonly (new (...dependencies: never[]) => ModelRules<object>)[];
  /** What records can be expanded by, of these models or of others. */
  readonly expansions?: readonly Expansion[];
  /** Injectable classes of what records are always shown with beyond their columns. */
  readonly members?: readonly (new (...dependencies: never[]) => ModelMembers)[];
  /** What this folder does for folders below it, which own the ports. */
  readonly ports?: readonly PortBinding[];
}

/** Who stands behind a port. */
export interface PortBinding<P extends object = object> {
  readonly port: Port<P>;
  readonly by: Type<P>;
}
