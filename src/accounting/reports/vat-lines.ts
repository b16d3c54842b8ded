import { divide, round, sum } from '../../kernel/money/decimal.js';

/** A line of VAT or of surcharge of the entry of an invoice. */
export interface VatLine {
  readonly base: number;
  /** Percent; 0 on lines of surcharge. */
  readonly iva: number;
  readonly recargo: number;
  /** VAT or surcharge, negative in refunds. */
  readonly amount: number;
}

/** What an invoice has at one rate of VAT, with its surcharge. */
export interface VatShare {
  readonly base: number;
  /** Null: the invoice has no VAT, not even at 0 %. */
  readonly iva: number | null;
  readonly cuota: number;
  readonly recargo: number;
  readonly cuotarecargo: number;
}

/** The lines of an invoice by rate: a line of surcharge belongs to the one before of its base. */
export function vatShares(lines: readonly VatLine[]): VatShare[] {
  const shares: VatShare[] = [];
  for (const { base, iva, recargo, amount } of lines) {
    const at = shares.findLastIndex((share) => share.base === base && share.recargo === 0);
    const share = shares[at];
    if (recargo !== 0 && iva === 0 && share) {
      shares[at] = { ...share, recargo, cuotarecargo: amount };
    } else if (recargo !== 0 && iva === 0) {
      shares.push({ base, iva, recargo, cuota: 0, cuotarecargo: amount });
    } else shares.push({ base, iva, recargo, cuota: amount, cuotarecargo: 0 });
  }
  return shares;
}

/** Adds up shares by rate as they come. */
export class VatTotals {
  private readonly byRate = new Map<string, VatShare>();

  add(share: VatShare): void {
    const rate = `${share.iva} ${share.recargo}`;
    const known = this.byRate.get(rate);
    this.byRate.set(rate, known ? added(known, share) : share);
  }

  /** In the order of the rates. */
  get rates(): VatShare[] {
    return [...this.byRate.values()].sort(
      (a, b) => (a.iva ?? -1) - (b.iva ?? -1) || a.recargo - b.recargo,
    );
  }

  get total(): Pick<VatShare, 'base' | 'cuota' | 'cuotarecargo'> {
    const zero = { base: 0, iva: 0, cuota: 0, recargo: 0, cuotarecargo: 0 };
    const { base, cuota, cuotarecargo } = this.rates.reduce<VatShare>(added, zero);
    return { base, cuota, cuotarecargo };
  }
}

function added(a: VatShare, b: VatShare): VatShare {
  return {
    ...a,
    base: sum([a.base, b.base]),
    cuota: sum([a.cuota, b.cuota]),
    cuotarecargo: sum([a.cuotarecargo, b.cuotarecargo]),
  };
}

/** An amount of a document in the base currency; as it is where no rate is known. */
export function inBaseCurrency(amount: number, tasaconv: number, decimals: number): number {
  return round(tasaconv > 0 ? divide(amount, tasaconv) : amount, decimals);
}
