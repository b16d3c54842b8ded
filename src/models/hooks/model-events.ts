import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { ModelDefinition } from '../registry/model-definition.js';

export type EventKind = 'created' | 'updated' | 'deleted' | 'state';

/** Something that happened to a record, told once it is committed. */
export interface ModelEvent {
  /** Such as `FacturaCliente.created`. */
  readonly name: string;
  readonly model: ModelDefinition;
  readonly kind: EventKind;
  readonly key: string | number;
  /** The record as it was saved, or as it was when it was deleted. */
  readonly record: Readonly<object>;
  /** As it was before; null for a new one. */
  readonly before: Readonly<object> | null;
}

/** What a plugin does after the commit of a change: nobody waits for it, nothing undoes it. */
export abstract class EventHandler {
  /** Names such as `FacturaCliente.created`, or `all`. */
  abstract readonly events: readonly string[] | 'all';

  abstract handle(event: ModelEvent): void | Promise<void>;
}

/** The column that holds the status of a document. */
const STATE = 'idestado';

/** Tells the handlers of plugins what happened, in order, after each commit. */
@Injectable()
export class ModelEvents implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ModelEvents.name);
  private handlers: readonly EventHandler[] = [];
  private told: Promise<void> = Promise.resolve();

  use(handlers: readonly EventHandler[]): void {
    this.handlers = handlers;
  }

  /** Notes that records changed, to be told when the transaction is committed. */
  note<T extends object>(
    transaction: Transaction,
    model: ModelDefinition<T>,
    kind: Exclude<EventKind, 'state'>,
    changes: readonly { readonly record: T; readonly before: Readonly<T> | null }[],
  ): void {
    if (this.handlers.length === 0) return;
    for (const { record, before } of changes) {
      const kinds: EventKind[] = movedOn(model, record, before) ? [kind, 'state'] : [kind];
      for (const each of kinds) {
        const event = eventOf(model, each, record, before);
        transaction.afterCommit(() => this.tell(event));
      }
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.told;
  }

  private tell(event: ModelEvent): void {
    for (const handler of this.handlers) {
      if (handler.events !== 'all' && !handler.events.includes(event.name)) continue;
      this.told = this.told.then(() => this.handled(handler, event));
    }
  }

  private async handled(handler: EventHandler, event: ModelEvent): Promise<void> {
    try {
      await handler.handle(event);
    } catch (error) {
      this.logger.error(error);
    }
  }
}

/** The name of an event, such as `FacturaCliente.created`. */
export function eventName(model: string, kind: EventKind): string {
  return `${model}.${kind}`;
}

/** Whether a change moves a document to another status. */
export function movedOn<T extends object>(
  model: ModelDefinition<T>,
  record: T,
  before: Readonly<T> | null,
): boolean {
  if (before === null || !model.column(STATE)) return false;
  const status = (values: object) => (values as Record<string, unknown>)[STATE];
  return status(record) !== status(before);
}

function eventOf(
  model: ModelDefinition,
  kind: EventKind,
  record: object,
  before: Readonly<object> | null,
): ModelEvent {
  return {
    name: eventName(model.name, kind),
    model,
    kind,
    key: (record as Record<string, string | number>)[model.key.name] ?? '',
    record: Object.freeze({ ...record }),
    before: before && Object.freeze({ ...before }),
  };
}
