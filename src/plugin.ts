/**
 * What plugins are written with: `import { definePlugin, Model, … } from 'facturanest/plugin'`.
 * Everything here is kept compatible within a minor version; nothing else of the server is.
 */
export {
  All,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Logger,
  Module,
  Patch,
  Post,
  Put,
  Req,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
export { Allow, IsOptional } from 'class-validator';

export {
  definePlugin,
  PluginSettings,
  type PluginDefinition,
  type Replacement,
} from './plugins/index.js';

// Models: how they are declared, what they do, and how they are written.
export {
  Bool,
  Code,
  Context,
  Day,
  GeneratedKey,
  Integer,
  Json,
  LongText,
  Model,
  Moment,
  Money,
  now,
  Real,
  setting,
  tableOf,
  Text,
  Time,
  timeOfDay,
  to,
  today,
  type ColumnDefinition,
  type ColumnOptions,
  type ColumnValue,
  type Entity,
  type ModelOptions,
  EventHandler,
  eventName,
  isEmpty,
  LifeCycle,
  ModelEvents,
  ModelHooks,
  ModelMembers,
  ModelRules,
  movedOn,
  presenterOf,
  Reading,
  readInput,
  RecordTest,
  Registry,
  type EventKind,
  type Expansion,
  type FindOptions,
  type ModelBundle,
  type ModelDefinition,
  type ModelEvent,
  type Port,
  type PortBinding,
  type Sent,
  type SettlingPart,
  type SettlingPartClass,
  type Verdict,
  type Where,
} from './models/index.js';
export { refuse, RuleError, type Problem } from './kernel/errors/problem.js';

// Requests and answers.
export { ApiChecks, ApiPipeline, Permissions } from './auth/index.js';
export { ApiError } from './kernel/errors/api-error.js';
export {
  DuplicateError,
  found,
  InvalidRequestError,
  NotFoundError,
  Refusal,
  SaveError,
} from './kernel/errors/refusal.js';
export { Answer } from './kernel/http/answer.js';
export {
  languageOf,
  originOf,
  queryOf,
  type ApiRequest,
  type Origin,
} from './kernel/http/api-request.js';
export { ApiRoute } from './kernel/http/routes/api-route.js';
export {
  DayParameter,
  IsFilled,
  IsScalar,
  IsStorable,
  NumberParameter,
  SwitchParameter,
  TextParameter,
} from './kernel/http/routes/dto.js';
export type { FieldsOptions } from './kernel/http/routes/fields.pipe.js';
export { ignoredFields } from './kernel/http/ignored-fields.js';
export { Confirmed, Reply } from './kernel/http/routes/reply.js';
export { RequestFields } from './kernel/http/body/request-fields.js';
export {
  CallLanguage,
  CallOrigin,
  Fields,
  FullAccess,
  PathPart,
  QueryFields,
  RecordKey,
} from './kernel/http/routes/request-parameters.js';
export type { ApiRouteOptions } from './kernel/http/routes/route-terms.js';
export { wrongMethod } from './kernel/http/routes/route.js';

// How its routes are described in the OpenAPI document.
export type { OpenApiPart } from './kernel/openapi/openapi-part.js';
export {
  ref,
  type Operation,
  type Parameter,
  type PathItem,
  type RequestBody,
  type Schema,
} from './kernel/openapi/openapi-types.js';
export { BODY_REFUSALS, encodings } from './kernel/openapi/request-bodies.js';
export { refusal, refusals, UNREADABLE_BODY, written } from './kernel/openapi/responses.js';

// Documents that leave the server.
export {
  DocumentExporter,
  MailNotSent,
  MailTransport,
  PdfService,
  SheetBlockSource,
  type DocumentSheet,
  type ExportedDocument,
  type ExportedFile,
  type Mail,
  type SheetBlock,
} from './export/index.js';
export { FileStorage, StoredFiles, type ByteRange, type StoredObject } from './files/index.js';

// What the server itself works with.
export { CONFIG, type Config, type Language } from './kernel/config/config.js';
export { Database } from './kernel/database/database.js';
export type { SqlRow, SqlValue } from './kernel/database/sql-value.js';
export { FOR_UPDATE, join, literal, NOTHING, sql, union, type Sql } from './kernel/database/sql.js';
export { columnOf, select, type SqlTable } from './kernel/database/sql-table.js';
export type { Transaction } from './kernel/database/transaction.js';
export { UnitOfWork } from './kernel/database/unit-of-work.js';
export { inBatches, type BatchSize } from './kernel/batches.js';
export { parseDay, parseMoment, presentDay } from './kernel/dates/calendar.js';
export { Clock } from './kernel/dates/clock.js';
export { Daily } from './kernel/dates/daily.js';
export { Log } from './kernel/logging/log.js';
export { isSwitchedOn, propertiesOf } from './kernel/settings/properties.js';
export { serverVersion } from './kernel/server-version.js';
export { escapeText, unescapeText } from './kernel/text/escape.js';
export { Translator } from './kernel/translation/translator.js';

// The models of the server that plugins most often read or hook into.
export { Account, JournalEntry, JournalEntryLine, Subaccount } from './accounting/index.js';
export { Family, Manufacturer, PriceList, Product, Variant } from './catalogue/index.js';
export { Company, Currency, Warehouse } from './company/index.js';
export {
  CustomerDeliveryNote,
  CustomerDeliveryNoteLine,
  CustomerInvoice,
  CustomerInvoiceLine,
  CustomerOrder,
  CustomerOrderLine,
  CustomerQuote,
  CustomerQuoteLine,
  DocumentState,
  Series,
  SupplierDeliveryNote,
  SupplierDeliveryNoteLine,
  SupplierInvoice,
  SupplierInvoiceLine,
  SupplierOrder,
  SupplierOrderLine,
  SupplierQuote,
  SupplierQuoteLine,
} from './documents/index.js';
export { Agent, Contact, Customer, CustomerGroup, Supplier } from './parties/index.js';
export {
  CustomerPayment,
  CustomerReceipt,
  PaymentMethod,
  SupplierPayment,
  SupplierReceipt,
} from './payments/index.js';
export { ApiAccess, ApiKey } from './api-keys/index.js';
export { Stock } from './stock/index.js';
export { LogMessage } from './log/index.js';
export { StoredSettings } from './settings/index.js';
export { User } from './users/index.js';
export { Tax, Withholding } from './taxes/index.js';
