import { currencyOf, hasFixedRate, isRate, ownRate } from '../../company/index.js';
import { refuse } from '../../kernel/errors/problem.js';
import { isEmpty, type Sent } from '../../models/index.js';
import type { OpenDocument } from '../open-document.js';

/**
 * The rate of a document: that of its currency unless another one is sent. What was stored stays,
 * and a refund has that of its invoice.
 *
 * @throws RuleError `invalid-exchange-rate`, `currency-without-rate`
 */
export async function takeRate(document: OpenDocument, sent: Sent): Promise<void> {
  const { kind, record, before, context } = document;
  const isOther = record.coddivisa !== before?.coddivisa;
  if (!isOther && record.tasaconv === before.tasaconv) return;
  if (!before && record.idfacturarect && document.writtenLines) return;
  const currency = await currencyOf(record.coddivisa, context);
  // The store refuses a currency that there is not.
  if (!currency) return;
  const own = ownRate(currency, kind.side === 'purchase');
  const follows = isOther && sent.columns.has('coddivisa') && !sent.columns.has('tasaconv');
  if (follows || isEmpty(record.tasaconv)) record.tasaconv = own;
  const { tasaconv } = record;
  const { coddivisa } = currency;
  if (tasaconv === own && !isRate(own)) {
    refuse('currency-without-rate', 'coddivisa', { value: coddivisa });
  }
  const isFixed = hasFixedRate(currency, context.settings.text('coddivisa'));
  if (isFixed && tasaconv !== own && tasaconv !== 1) {
    refuse('rate-of-base-currency', 'tasaconv', { value: tasaconv ?? '', currency: coddivisa });
  }
  if (!isRate(tasaconv)) refuse('invalid-exchange-rate', 'tasaconv', { value: tasaconv ?? '' });
}
