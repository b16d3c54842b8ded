import { Injectable } from '@nestjs/common';
import {
  JsonWriter,
  membersText,
  ShownRecord,
  withMembers,
} from '../kernel/http/routes/json-writer.js';
import { presenterOf } from './presenter.js';
import type { Entity } from './registry/decorators.js';
import { Registry } from './registry/registry.js';

/** Writes values as JSON, records by the presenters of their models. */
@Injectable()
export class RecordJson extends JsonWriter {
  constructor(private readonly registry: Registry) {
    super();
  }

  text(value: unknown): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
    if (Array.isArray(value)) return `[${value.map((each) => this.text(each)).join(',')}]`;
    if (value instanceof ShownRecord) {
      return withMembers(this.text(value.record), membersText(value.members));
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return this.record(value);
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${this.text(each)}`).join(',')}}`;
  }

  /** What is no record is what `JSON.stringify` takes it for. */
  private record(value: object): string {
    const model = this.registry.find(value.constructor as Entity);
    return model ? presenterOf(model).record(value) : JSON.stringify(value);
  }
}
