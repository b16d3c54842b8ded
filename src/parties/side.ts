/** Which way business goes: sales to customers, or purchases from suppliers. */
export type Side = 'sales' | 'purchase';

/** The column that names the customer or supplier: their key, and the link to it everywhere else. */
export const PARTY_COLUMNS = {
  sales: 'codcliente',
  purchase: 'codproveedor',
} as const satisfies Readonly<Record<Side, string>>;

export type PartyColumn = (typeof PARTY_COLUMNS)[Side];
