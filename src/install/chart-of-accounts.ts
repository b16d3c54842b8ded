import type { SeedRow } from './seed-files.js';

const SUBACCOUNT_LENGTH = 10;

interface Chart {
  readonly accounts: Record<string, unknown>[];
  readonly subaccounts: Record<string, unknown>[];
}

/** Rows of a chart file as accounts and sub-accounts of a fiscal year, keys included. */
export function chartOfAccounts(rows: readonly SeedRow[], codejercicio: string): Chart {
  const isSubaccount = ({ codigo }: SeedRow) => String(codigo).length === SUBACCOUNT_LENGTH;
  const accounts = rows.filter((row) => !isSubaccount(row));
  const ids = new Map(accounts.map(({ codigo }, index) => [codigo, index + 1]));
  return {
    accounts: accounts.map(({ codigo, padre, especial, descripcion }) => ({
      idcuenta: ids.get(codigo ?? ''),
      codcuenta: codigo,
      codejercicio,
      codcuentaesp: especial || null,
      descripcion,
      parent_codcuenta: padre || null,
      parent_idcuenta: ids.get(padre ?? '') ?? null,
      debe: 0,
      haber: 0,
      saldo: 0,
    })),
    subaccounts: rows
      .filter(isSubaccount)
      .map(({ codigo, padre, especial, descripcion }, index) => ({
        idsubcuenta: index + 1,
        codsubcuenta: codigo,
        codcuenta: padre,
        idcuenta: ids.get(padre ?? ''),
        codejercicio,
        codcuentaesp: especial || null,
        descripcion,
        debe: 0,
        haber: 0,
        saldo: 0,
      })),
  };
}
