import { lockNamed } from '../../kernel/database/named-lock.js';
import { isEmpty, type Context, type Entity } from '../../models/index.js';
import { Customer, CustomerGroup, Supplier, type Side } from '../../parties/index.js';
import { lockBooks } from '../journal/entry-numbers.js';
import { freeAccountCode } from './free-account-code.js';
import { fiscalYear } from '../years/open-year.js';
import { expandedCode } from './subaccount-code.js';
import { YearChart } from './year-chart.js';

/** A customer of sales or a supplier of purchases. */
export interface Party {
  readonly side: Side;
  /** `codcliente` or `codproveedor` */
  readonly code: string | null;
}

type AnyParty = Customer | Supplier;

/**
 * The ledger account of a customer or supplier in a fiscal year: their own, that of the customer's
 * group, or a new one, which is theirs from then on. What the year lacks is made. Null when it can
 * not be had: nobody of that code, no account that it could stand under, no free code.
 */
export async function partyAccount(
  { side, code }: Party,
  codejercicio: string,
  context: Context,
): Promise<string | null> {
  if (isEmpty(code)) return null;
  return context.once(`account of ${side} ${code} in ${codejercicio}`, async () => {
    const party = await partyOf(side, code, context);
    const year = await fiscalYear(codejercicio, context);
    if (!party || !year) return null;
    const length = year.longsubcuenta ?? 0;
    const named = await namedAccount(party, context);
    if (!named) return newAccount(party, codejercicio, length, context);
    const own = expandedCode(named.code, length);
    return YearChart.of(codejercicio, context).open(roleOf(party), own, named.description);
  });
}

/** Documents ask the same question of it. */
function partyOf(side: Side, code: string, context: Context): Promise<AnyParty | null> {
  const [entity, column]: [Entity<AnyParty>, string] =
    side === 'sales' ? [Customer, 'codcliente'] : [Supplier, 'codproveedor'];
  return context.once(`${column} ${code}`, () => context.find(entity, code));
}

function roleOf(party: AnyParty): string {
  if (party instanceof Customer) return 'CLIENT';
  return party.acreedor ? 'ACREED' : 'PROVEE';
}

function nameOf({ razonsocial, nombre }: AnyParty): string {
  return isEmpty(razonsocial) ? nombre : razonsocial;
}

async function namedAccount(
  party: AnyParty,
  context: Context,
): Promise<{ code: string; description: string } | null> {
  const { codsubcuenta } = party;
  if (!isEmpty(codsubcuenta)) return { code: codsubcuenta, description: nameOf(party) };
  const codgrupo = party instanceof Customer ? party.codgrupo : null;
  if (isEmpty(codgrupo)) return null;
  const group = await context.once(`group ${codgrupo}`, () =>
    context.find(CustomerGroup, codgrupo),
  );
  return group && !isEmpty(group.codsubcuenta)
    ? { code: group.codsubcuenta, description: group.nombre }
    : null;
}

/** Makes a ledger account for a customer or supplier without one. */
async function newAccount(
  party: AnyParty,
  codejercicio: string,
  length: number,
  context: Context,
): Promise<string | null> {
  const chart = YearChart.of(codejercicio, context);
  const account = await chart.account(roleOf(party));
  if (!account) return null;
  await lockBooks(codejercicio, context);
  // A code must be free in the eyes of one unit of work at a time, in whatever year.
  await lockNamed(context.transaction, 'subcuentas.free');
  const [kind, subject]: [Entity<AnyParty>, string] =
    party instanceof Customer ? [Customer, party.codcliente] : [Supplier, party.codproveedor];
  // Another unit of work may have found one meanwhile.
  const found = (await context.find(kind, subject, { lock: true }))?.codsubcuenta;
  const code = isEmpty(found)
    ? await freeAccountCode({ kind, subject, account, codejercicio, length }, context)
    : expandedCode(found, length);
  const opened = code && (await chart.open(roleOf(party), code, nameOf(party)));
  if (!opened) return null;
  const where = { [context.modelOf(kind).key.name]: subject };
  await context.assign(kind, where, { codsubcuenta: opened });
  // Whoever asks for the party again in this unit of work gets this record.
  party.codsubcuenta = opened;
  return opened;
}
