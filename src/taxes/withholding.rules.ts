import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { unescapeText } from '../kernel/text/escape.js';
import { keepDefault, ModelRules, type Context, type RecordTest } from '../models/index.js';
import { rateCodeProposals } from './code-proposals.js';
import { Withholding } from './withholding.entity.js';

/** Income tax withholdings: at least 1 %, with a code, given or made from the description. */
@Injectable()
export class WithholdingRules extends ModelRules<Withholding> {
  readonly model = Withholding;

  override validate(record: Withholding, test: RecordTest<Withholding>): void {
    test.code('codretencion', 10);
    test.escape('descripcion');
    test.emptyToNull('codsubcuentaret', 'codsubcuentaacr');
    if (record.porcentaje < 1) {
      refuse('withholding-percentage-too-low', 'porcentaje', { value: record.porcentaje });
    }
  }

  override async assignKey(record: Withholding, context: Context): Promise<void> {
    const description = unescapeText(record.descripcion ?? '');
    const candidates = rateCodeProposals(description, record.porcentaje);
    record.codretencion = await context.numbers.freeCode(Withholding, candidates);
  }

  /** New customers and suppliers start from the withholding of the settings. */
  override beforeDelete({ codretencion }: Withholding, context: Context): void {
    keepDefault(context, 'codretencion', codretencion);
  }
}
