import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { keepDefault, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { Currency } from './currency.entity.js';
import { isRate } from './currency-rate.js';

/** Currencies: codes of letters and digits alone, and rates that can be divided by. */
@Injectable()
export class CurrencyRules extends ModelRules<Currency> {
  readonly model = Currency;

  override validate(
    record: Currency,
    test: RecordTest<Currency>,
    before: Readonly<Currency> | null,
  ): void {
    if (record.coddivisa) testCode('coddivisa', record.coddivisa, 3);
    if (record.codiso !== null) testCode('codiso', record.codiso, 5);
    test.escape('descripcion', 'simbolo');
    for (const name of ['tasaconv', 'tasaconvcompra'] as const) {
      const rate = record[name];
      if (rate === 0) refuse('conversion-rate-not-0', name);
      if (typeof rate !== 'number' || rate === before?.[name] || isRate(rate)) continue;
      refuse('invalid-exchange-rate', name, { value: rate });
    }
  }

  override beforeDelete({ coddivisa }: Currency, context: Context): void {
    keepDefault(context, 'coddivisa', coddivisa);
  }
}

function testCode(column: string, value: string, max: number): void {
  if (value.length <= max && /^[A-Z0-9]+$/i.test(value)) return;
  refuse('invalid-alphanumeric-code', column, { value, column, min: 1, max });
}
