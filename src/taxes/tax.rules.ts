import { Injectable } from '@nestjs/common';
import { unescapeText } from '../kernel/text/escape.js';
import { keepDefault, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { rateCodeProposals } from './code-proposals.js';
import { Tax } from './tax.entity.js';

/** Tax rates: a code, given or made from the description, and the accounts of their posting. */
@Injectable()
export class TaxRules extends ModelRules<Tax> {
  readonly model = Tax;

  override validate(_record: Tax, test: RecordTest<Tax>): void {
    test.code('codimpuesto', 10);
    test.escape('descripcion');
    test.emptyToNull('codsubcuentarep', 'codsubcuentarepintra', 'codsubcuentarepre');
    test.emptyToNull('codsubcuentasop', 'codsubcuentasopintra', 'codsubcuentasopre');
  }

  override async assignKey(record: Tax, context: Context): Promise<void> {
    const description = unescapeText(record.descripcion ?? '');
    const candidates = rateCodeProposals(description, record.iva);
    record.codimpuesto = await context.numbers.freeCode(Tax, candidates);
  }

  override beforeDelete({ codimpuesto }: Tax, context: Context): void {
    keepDefault(context, 'codimpuesto', codimpuesto);
  }
}
