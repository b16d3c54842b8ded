import { companyOf, PLACEHOLDER_TAX_ID } from '../../company/index.js';
import { LogMessage } from '../../log/index.js';
import type { Context } from '../../models/index.js';
import type { CustomerInvoice } from '../kinds/sales-document.entity.js';

const CODE = 'placeholder-tax-number';

/**
 * Warns of an invoice that is issued while the seller has the tax number of a fresh installation,
 * in the answer and in the log: it says who must pay its VAT (Real Decreto 1619/2012, article 6.1.d).
 */
export async function warnOfPlaceholder(
  { idempresa, idfactura, codigo }: CustomerInvoice,
  context: Context,
): Promise<void> {
  const company = await companyOf(idempresa, context);
  if (company?.cifnif !== PLACEHOLDER_TAX_ID) return;
  context.warn(CODE);
  await context.records.insert(LogMessage, {
    channel: 'master',
    level: 'warning',
    message: context.text(CODE, { value: codigo }),
    model: 'FacturaCliente',
    modelcode: String(idfactura),
  });
}
