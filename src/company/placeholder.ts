/** The tax number of the company of a fresh installation, which nobody has. */
export const PLACEHOLDER_TAX_ID = '00000014Z';
