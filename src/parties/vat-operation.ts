import type { Side } from './side.js';

type Allowed = Readonly<Record<Side, readonly (string | null)[]>>;

const DOMESTIC = [null, 'ES_20', 'ES_OTHER', 'ES_7', 'ES_68_70', 'ES_84'];

/**
 * VAT exceptions that go with each operation of a customer (sales) or supplier (purchase); null
 * is no exception. The numbers are articles of the Spanish VAT act (Ley 37/1992).
 */
const ALLOWED: ReadonlyMap<string, Allowed> = new Map<string, Allowed>([
  ['', { sales: DOMESTIC, purchase: DOMESTIC }],
  [
    'intracomunitaria',
    {
      sales: ['ES_22', 'ES_23_24', 'ES_25', 'ES_68_70'],
      purchase: ['ES_84', 'ES_7', 'ES_68_70'],
    },
  ],
  ['intracom-servicios', { sales: ['ES_68_70'], purchase: ['ES_84'] }],
  ['inv-sujeto-pasivo', { sales: ['ES_84'], purchase: ['ES_84'] }],
  ['exportacion', { sales: ['ES_21'], purchase: [] }],
  ['importacion', { sales: [], purchase: [null] }],
]);

/**
 * Whether the exception (`excepcioniva`) may go with the operation (`operacion`). Operations not
 * in the table go with anything; an empty text counts as null.
 */
export function allowsException(
  side: Side,
  operation: string | null,
  exception: string | null,
): boolean {
  const allowed = ALLOWED.get(operation ?? '');
  return allowed === undefined || allowed[side].includes(exception === '' ? null : exception);
}
