import type { Response } from '../../kernel/openapi/openapi-types.js';
import { refusal, UNREADABLE_BODY } from '../../kernel/openapi/responses.js';

/** Answers 422 have this code too where the request carries an `Idempotency-Key`. */
const KEY_REUSED = 'idempotency-key-reused';
const KEY_TEXT = '; or the `Idempotency-Key` was sent with another request';

/** What the one-call routes refuse, beside what every route does. */
export function documentRefusals(): Record<string, Response> {
  return {
    DocumentWrongMethod: refusal(
      'The path is answered, but not to this method',
      ['method-not-allowed'],
      { sample: { text: 'method-not-allowed' } },
    ),
    ...creationRefusals(),
    ...editionRefusals(),
    ...refundRefusals(),
  };
}

function creationRefusals(): Record<string, Response> {
  return {
    DocumentUnreadable: refusal(
      'The body can not be understood, a field is missing, the date can not be used, or the lines ' +
        'are none; `details` names field, line and member. Nothing was stored',
      ['invalid-lines', 'field-required', 'invalid-date', ...UNREADABLE_BODY],
      {
        sample: {
          text: 'Invalid lines',
          details: [
            {
              field: 'lineas[2].cantidad',
              code: 'scalar-expected',
              message: 'Field lineas[2].cantidad takes a single value',
            },
          ],
        },
      },
    ),
    DocumentMasterNotFound: refusal(
      'There is no such customer, supplier or warehouse',
      ['customer-not-found', 'supplier-not-found', 'warehouse-not-found'],
      { sample: { text: 'customer-not-found' } },
    ),
    DocumentNotCreated: refusal(
      'A rule refuses the document (`record-save-error`) or its lines and amounts ' +
        `(\`error-calculating-totals\`)${KEY_TEXT}. Nothing was stored`,
      ['error-calculating-totals', 'record-save-error', KEY_REUSED],
      {
        sample: {
          text:
            'The document could not be calculated and saved - ' +
            'Field lineas[1].codimpuesto: there is no IVA99',
          details: [
            {
              field: 'lineas[1].codimpuesto',
              code: 'reference-not-found',
              message: 'Field lineas[1].codimpuesto: there is no IVA99',
            },
          ],
        },
      },
    ),
  };
}

function editionRefusals(): Record<string, Response> {
  return {
    DocumentNotEdited: refusal(
      'The document is locked, the field can not change, or a rule refuses the document or its ' +
        `lines${KEY_TEXT}. Nothing was changed`,
      [
        ...['non-editable-document', 'cannot-change-subject', 'cannot-change-company'],
        ...['cannot-change-warehouse', 'record-save-error', 'error-calculating-totals', KEY_REUSED],
      ],
      {
        sample: {
          text: 'The status of the document allows no changes',
          details: [
            {
              field: 'lineas',
              code: 'non-editable-document',
              message: 'The status of the document allows no changes',
            },
          ],
        },
      },
    ),
  };
}

function refundRefusals(): Record<string, Response> {
  return {
    RefundNotPossible: refusal(
      'The body can not be understood, a field is missing, the date can not be used, the invoice ' +
        'is a refund itself, or more is asked for than is left. Nothing was stored',
      [
        ...['refund-not-possible', 'field-required', 'cant-refund-a-refund', 'error-set-date'],
        ...UNREADABLE_BODY,
      ],
      {
        sample: {
          text:
            'The invoice can not be refunded like this - ' +
            'Field refund_1: 5 is more than is left to refund (2)',
          details: [
            {
              field: 'refund_1',
              code: 'refund-exceeds-sold',
              message: 'Field refund_1: 5 is more than is left to refund (2)',
            },
          ],
        },
      },
    ),
    RefundNotSaved: refusal(
      `A rule refuses the refund${KEY_TEXT}. Nothing was stored`,
      ['record-save-error', KEY_REUSED],
      {
        sample: {
          text: 'The record could not be saved - Field codserie: there is no NO',
          details: [
            {
              field: 'codserie',
              code: 'reference-not-found',
              message: 'Field codserie: there is no NO',
            },
          ],
        },
      },
    ),
  };
}
