import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type RecordTest } from '../models/index.js';
import { asMembers, replaced, withFields } from './settings-properties.js';
import { StoredSettings } from './stored-settings.entity.js';

/**
 * A group of settings: whatever is sent becomes members of one JSON object, with the type that it
 * was sent with; `properties` is the whole object at once. Secrets stay until they are mentioned.
 */
@Injectable()
export class StoredSettingsRules extends ModelRules<StoredSettings> {
  readonly model = StoredSettings;
  override readonly extraFields = 'all';

  override validate(record: StoredSettings, test: RecordTest<StoredSettings>): void {
    test.escape('name');
    const { properties, ...fields } = test.sent.extra;
    if (properties !== undefined)
      record.properties = replaced(record.properties, whole(properties));
    if (Object.keys(fields).length > 0 || record.properties === null) {
      record.properties = withFields(record.properties, withNulls(fields));
    }
    test.columns();
  }
}

function whole(properties: unknown): Readonly<Record<string, unknown>> {
  if (properties === null || properties === 'null') return {};
  return asMembers(properties) ?? refuse('json-object-expected', 'properties');
}

/** A form says null as a word. */
function withNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === 'null' ? null : value]),
  );
}
