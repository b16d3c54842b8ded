export * from './registry/decorators.js';
export * from './registry/column.js';
export { liveTableOf, tableOf } from './registry/model-table.js';
export { ModelDefinition } from './registry/model-definition.js';
export { Registry } from './registry/registry.js';
export type { ModelBundle, PortBinding } from './bundle.js';
export type { Expansion, ResolvedExpansion } from './expand/expansion.js';
export { EXPAND, Expansions } from './expand/expansions.js';
export { bulkInsert } from './life-cycle/bulk-insert.js';
export { Answers } from './context/answers.js';
export { Context, type SettlingPartClass } from './context/context.js';
export type { SettlingPart } from './context/parts.js';
export type { Port } from './context/ports.js';
export type { Sent } from './context/sent.js';
export { HookTable } from './hooks/hook-table.js';
export { ModelHooks, type Verdict } from './hooks/model-hooks.js';
export {
  EventHandler,
  eventName,
  ModelEvents,
  movedOn,
  type EventKind,
  type ModelEvent,
} from './hooks/model-events.js';
export { keepDefault } from './life-cycle/default-record.js';
export { HIGHEST_INTEGER, readInput } from './life-cycle/input.js';
export { LifeCycle } from './life-cycle/life-cycle.js';
export { numberAfter, testRoom } from './life-cycle/number-room.js';
export type { Changed } from './context/changed.js';
export { Reading } from './life-cycle/reading.js';
export { isEmpty, RecordTest } from './life-cycle/record-test.js';
export { ModelRules } from './life-cycle/rules.js';
export type { FindOptions, Where } from './life-cycle/statements.js';
export { findRecords } from './life-cycle/statements.js';
export { DefaultSettings } from '../kernel/settings/default-settings.js';
export { presenterOf } from './presenter.js';
export { csvValue, datesOf, workbookValue } from './query/list-cells.js';
export {
  csvStyle,
  FORMAT,
  listFormat,
  LOCALE,
  MEDIA_TYPES,
  type ListFormat,
} from './query/list-format.js';
export { IgnoredParameters } from './query/ignored-parameters.js';
export { ModelMembers } from './expand/model-members.js';
export { CUSTOM_RESOURCES } from './models.controller.js';
export { ModelsModule } from './models.module.js';
export { existsAlready } from './existing-record.js';
export { RecordsService, type SavedRecord, type SentRecord } from './records.service.js';
export { CreateIdempotency1795360000000 } from './schema/create-idempotency.migration.js';
export { createSchemaMigration } from './schema/create-schema.migration.js';
export { entitySchemas } from './schema/entity-schemas.js';
export { countUnfolded, foldMissing } from './schema/folded-texts.js';
export { adoptLiveTables, readLiveTables, type SchemaDifference } from './schema/live-schema.js';
export { createMissing } from './schema/model-tables.js';
