import type { Context } from '../../models/index.js';
import type { Side } from '../../parties/index.js';
import type { PostingTerms } from '../posting/posted-invoice.js';

/**
 * How documents of a side are posted: rounding, currency, texts. Entries are in the base currency;
 * the setting `ledgerforeigncurrency` = 1 keeps foreign amounts as they are, for the books of an
 * installation that never converted them.
 */
export function postingTerms(side: Side, context: Context): PostingTerms {
  return {
    decimals: context.settings.decimals,
    coddivisa: context.settings.text('coddivisa'),
    convert: !context.settings.isOn('ledgerforeigncurrency'),
    labels: {
      invoice: context.text(side === 'sales' ? 'customer-invoice-label' : 'supplier-invoice-label'),
      payment: context.text(side === 'sales' ? 'customer-payment-label' : 'supplier-payment-label'),
      paymentRefund: context.text('payment-refund-label'),
      expenses: context.text(
        side === 'sales' ? 'customer-expenses-label' : 'supplier-expenses-label',
      ),
    },
  };
}
