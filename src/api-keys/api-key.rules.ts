import { Injectable } from '@nestjs/common';
import { hashApiKey } from '../auth/index.js';
import { refuse } from '../kernel/errors/problem.js';
import { isEmpty, ModelRules, type RecordTest } from '../models/index.js';
import { ApiKey } from './api-key.entity.js';
import { randomText } from '../kernel/text/random-text.js';

const GENERATED_LENGTH = 20;
const LONGEST = 99;

/**
 * API keys: only the hash of a key is stored, whoever chose it, and one that the server chose is
 * shown once, in the answer to its creation.
 */
@Injectable()
export class ApiKeyRules extends ModelRules<ApiKey> {
  readonly model = ApiKey;
  private readonly generated = new WeakMap<ApiKey, string>();

  override validate(
    record: ApiKey,
    test: RecordTest<ApiKey>,
    before: Readonly<ApiKey> | null,
  ): void {
    test.emptyToNull('nick');
    if (isEmpty(record.apikey)) record.apikey = before?.apikey ?? this.generate(record);
    else if (record.apikey !== before?.apikey) record.apikey = hashOf(record.apikey);
    test.escape('description');
    test.columns();
  }

  override created(record: ApiKey): Record<string, unknown> {
    const apikey = this.generated.get(record);
    return apikey === undefined ? {} : { apikey };
  }

  private generate(record: ApiKey): string {
    const plain = randomText(GENERATED_LENGTH);
    this.generated.set(record, plain);
    return hashApiKey(plain);
  }
}

function hashOf(plain: string): string {
  const length = [...plain].length;
  if (length > LONGEST) {
    refuse('field-value-too-long', 'apikey', { table: 'api_keys', length, max: LONGEST });
  }
  return hashApiKey(plain);
}
