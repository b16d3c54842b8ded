/** What an invoice must say about how it is taxed or who issues it: RD 1619/2012, art. 6.1. */
export const MENTIONS = [
  'selfBilling',
  'reverseCharge',
  'travelAgency',
  'usedGoods',
  'cashBasis',
] as const;
export type Mention = (typeof MENTIONS)[number];

type Texts = Readonly<Record<Mention, string>>;

/** The words of the Spanish regulation. */
const SPANISH: Texts = {
  selfBilling: 'Facturación por el destinatario',
  reverseCharge: 'Inversión del sujeto pasivo',
  travelAgency: 'Régimen especial de las agencias de viajes',
  usedGoods: 'Régimen especial de los bienes usados',
  cashBasis: 'Régimen especial del criterio de caja',
};

/** Those of Directive 2006/112/EC, art. 226, and of the languages of Spain. */
const OTHERS: Readonly<Record<string, Texts>> = {
  en: {
    selfBilling: 'Self-billing',
    reverseCharge: 'Reverse charge',
    travelAgency: 'Margin scheme – Travel agents',
    usedGoods: 'Margin scheme – Second-hand goods',
    cashBasis: 'Cash accounting',
  },
  ca: {
    selfBilling: 'Facturació pel destinatari',
    reverseCharge: 'Inversió del subjecte passiu',
    travelAgency: 'Règim especial de les agències de viatges',
    usedGoods: 'Règim especial dels béns usats',
    cashBasis: 'Règim especial del criteri de caixa',
  },
  gl: {
    selfBilling: 'Facturación polo destinatario',
    reverseCharge: 'Investimento do suxeito pasivo',
    travelAgency: 'Réxime especial das axencias de viaxes',
    usedGoods: 'Réxime especial dos bens usados',
    cashBasis: 'Réxime especial do criterio de caixa',
  },
  eu: {
    selfBilling: 'Hartzaileak egindako faktura',
    reverseCharge: 'Subjektu pasiboaren inbertsioa',
    travelAgency: 'Bidaia-agentzien araubide berezia',
    usedGoods: 'Ondasun erabilien araubide berezia',
    cashBasis: 'Kutxa-irizpidearen araubide berezia',
  },
  fr: {
    selfBilling: 'Autofacturation',
    reverseCharge: 'Autoliquidation',
    travelAgency: 'Régime particulier – Agences de voyages',
    usedGoods: 'Régime particulier – Biens d’occasion',
    cashBasis: 'Comptabilité de caisse',
  },
  de: {
    selfBilling: 'Gutschrift',
    reverseCharge: 'Steuerschuldnerschaft des Leistungsempfängers',
    travelAgency: 'Sonderregelung für Reisebüros',
    usedGoods: 'Gebrauchtgegenstände/Sonderregelung',
    cashBasis: 'Besteuerung nach vereinnahmten Entgelten',
  },
  it: {
    selfBilling: 'Autofatturazione',
    reverseCharge: 'Inversione contabile',
    travelAgency: 'Regime del margine – Agenzie di viaggio',
    usedGoods: 'Regime del margine – Beni di occasione',
    cashBasis: 'Contabilità di cassa',
  },
  pt: {
    selfBilling: 'Autofaturação',
    reverseCharge: 'Autoliquidação',
    travelAgency: 'Regime da margem de lucro – Agências de viagens',
    usedGoods: 'Regime da margem de lucro – Bens em segunda mão',
    cashBasis: 'Contabilidade de caixa',
  },
};

/** A mention as the law words it, and in another language what that means. */
export function mentionText(mention: Mention, locale: string): string {
  const own = OTHERS[locale.slice(0, 2)]?.[mention];
  return own ? `${SPANISH[mention]} · ${own}` : SPANISH[mention];
}
