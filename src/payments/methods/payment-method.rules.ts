import { Injectable } from '@nestjs/common';
import { keepFormer } from '../../company/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { unescapeText } from '../../kernel/text/escape.js';
import {
  isEmpty,
  keepDefault,
  ModelRules,
  type Context,
  type RecordTest,
} from '../../models/index.js';
import { paymentMethodCodeProposals } from './code-proposals.js';
import { PaymentMethod } from './payment-method.entity.js';

/** What invoices say of them. */
const PRINTED = ['descripcion', 'imprimir', 'domiciliado', 'codcuentabanco'] as const;

/** Payment methods: a term that does not lie in the past, and a code that may have blanks. */
@Injectable()
export class PaymentMethodRules extends ModelRules<PaymentMethod> {
  readonly model = PaymentMethod;

  override validate(record: PaymentMethod, test: RecordTest<PaymentMethod>): void {
    test.code('codpago', 10, '\\s');
    test.escape('descripcion');
    const days = record.plazovencimiento;
    if (Number(days) < 0) {
      refuse('number-expiration-invalid', 'plazovencimiento', { value: Number(days) });
    }
    if (isEmpty(record.idempresa)) {
      record.idempresa = Number(test.context.settings.value('idempresa')) || null;
    }
  }

  override async assignKey(record: PaymentMethod, context: Context): Promise<void> {
    const candidates = paymentMethodCodeProposals(unescapeText(record.descripcion));
    record.codpago = await context.numbers.freeCode(PaymentMethod, candidates);
  }

  override async afterUpdate(
    record: PaymentMethod,
    before: Readonly<PaymentMethod>,
    context: Context,
  ): Promise<void> {
    await keepFormer(nameOf(record), PRINTED, before, record, context);
  }

  override async afterDelete(record: PaymentMethod, context: Context): Promise<void> {
    await keepFormer(nameOf(record), PRINTED, record, null, context);
  }

  override beforeDelete({ codpago }: PaymentMethod, context: Context): void {
    keepDefault(context, 'codpago', codpago);
  }
}

function nameOf({ codpago }: Readonly<PaymentMethod>) {
  return { table: 'formaspago', code: codpago };
}
