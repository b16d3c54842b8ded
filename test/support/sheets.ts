import type { DocumentSheet, SheetLine } from '../../src/export/document-sheet.js';

const ADDRESS = {
  street: 'Calle Mayor, 1',
  postBox: '',
  postcode: '28013',
  city: 'Madrid',
  province: 'Madrid',
  country: '',
};

/** An invoice of one line over 100 and 21 %, and what differs from it. */
export function sheetWith(changes: Partial<DocumentSheet> = {}): DocumentSheet {
  const party = { name: 'Empresa, S.L.', taxIdKind: 'NIF', taxId: 'B12345674', address: ADDRESS };
  return {
    side: 'sales',
    stage: 'invoice',
    language: 'es_ES',
    title: null,
    code: 'F2026A1',
    number: '1',
    day: '2026-11-22',
    operationDay: null,
    series: 'A',
    reference: '',
    corrects: null,
    draft: false,
    company: { ...party, phones: ['910 000 000'], email: 'a@empresa.example', web: '' },
    subject: { ...party, name: 'Cliente, S.A.', taxId: 'A58818501' },
    shipping: null,
    lines: [lineWith()],
    taxes: [
      { name: 'IVA 21%', base: 100, rate: 21, amount: 21, surchargeRate: 0, surchargeAmount: 0 },
    ],
    totals: {
      beforeDiscount: 100,
      discountRates: [0, 0],
      net: 100,
      tax: 21,
      surcharge: 0,
      withholding: 0,
      withholdingRate: 0,
      withholdings: [],
      supplied: 0,
      total: 121,
    },
    taxExceptions: [],
    mentions: [],
    notes: '',
    payment: null,
    footer: '',
    logo: null,
    blocks: [],
    money: { decimals: 2, currencyCode: 'EUR', currencyName: 'Euros', symbol: '€' },
    ...changes,
  };
}

export function lineWith(changes: Partial<SheetLine> = {}): SheetLine {
  return {
    reference: '',
    description: 'Servicio',
    showsQuantity: true,
    showsPrice: true,
    breaksPage: false,
    quantity: 1,
    price: 100,
    discount: 0,
    secondDiscount: 0,
    net: 100,
    taxRate: 21,
    surchargeRate: 0,
    withholdingRate: 0,
    supplied: false,
    ...changes,
  };
}
