import { All, Controller, HttpCode, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { route } from '../../kernel/http/route.js';
import { PayInvoice } from './pay-invoice.service.js';
import { PURCHASES, SALES } from '../receipts/receipt-side.js';

/** The routes that pay an invoice. */
@Controller()
@ApiPipeline()
export class PaymentsController {
  constructor(private readonly payInvoice: PayInvoice) {}

  @All(route('pagarFacturaCliente'))
  @HttpCode(200)
  payCustomerInvoice(@Req() request: ApiRequest): Promise<Answer> {
    return this.payInvoice.answer(SALES, request);
  }

  @All(route('pagarFacturaProveedor'))
  @HttpCode(200)
  paySupplierInvoice(@Req() request: ApiRequest): Promise<Answer> {
    return this.payInvoice.answer(PURCHASES, request);
  }
}
