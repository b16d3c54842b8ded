import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import type { FieldsOptions } from '../../kernel/http/routes/fields.pipe.js';
import { Confirmed } from '../../kernel/http/routes/reply.js';
import { CallOrigin, Fields, RecordKey } from '../../kernel/http/routes/request-parameters.js';
import type { ApiRouteOptions } from '../../kernel/http/routes/route-terms.js';
import { PURCHASES, SALES } from '../receipts/receipt-side.js';
import { PaymentFields } from './payment-fields.js';
import { PayInvoice, type SettledInvoice } from './pay-invoice.service.js';

const OPTIONS: ApiRouteOptions = { tail: 'nothing', statuses: { unsaved: 422 } };
const MISSING = 'missing-pagada-parameter';
const BODY: FieldsOptions = { others: 'named', code: MISSING, text: MISSING };

/** The routes that pay an invoice. */
@Controller()
@ApiPipeline()
export class PaymentsController {
  constructor(private readonly payInvoice: PayInvoice) {}

  @ApiRoute('POST, PUT', 'pagarFacturaCliente/:id', OPTIONS)
  async payCustomerInvoice(
    @RecordKey() id: string,
    @Fields(BODY) fields: PaymentFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return confirmed(await this.payInvoice.settle(SALES, id, fields, origin));
  }

  @ApiRoute('POST, PUT', 'pagarFacturaProveedor/:id', {
    ...OPTIONS,
    wrongMethod: 'Method not allowed',
  })
  async paySupplierInvoice(
    @RecordKey() id: string,
    @Fields(BODY) fields: PaymentFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return confirmed(await this.payInvoice.settle(PURCHASES, id, fields, origin));
  }
}

function confirmed({ invoice, isChanged }: SettledInvoice): Confirmed {
  return new Confirmed(isChanged ? 'record-updated-correctly' : 'no-changes', { data: invoice });
}
