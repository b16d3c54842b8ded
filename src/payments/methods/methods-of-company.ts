import { Injectable } from '@nestjs/common';
import { PaymentMethods } from '../../company/index.js';
import type { Context } from '../../models/index.js';
import { PaymentMethod } from './payment-method.entity.js';

/** The payment methods that come and go with a company. */
@Injectable()
export class MethodsOfCompany extends PaymentMethods {
  async begin(idempresa: number, context: Context): Promise<void> {
    await context.records.insert(PaymentMethod, {
      codpago: await context.numbers.freeCode(PaymentMethod),
      descripcion: context.text('default'),
      idempresa,
      plazovencimiento: 0,
    });
  }

  async end(idempresa: number, { records }: Context): Promise<void> {
    for (const each of await records.list(PaymentMethod, { idempresa })) {
      await records.remove(PaymentMethod, each);
    }
  }
}
