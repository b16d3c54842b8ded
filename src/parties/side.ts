/** The two sides of the business: what is sold to customers, and what suppliers sell. */
export type Side = 'sales' | 'purchase';
