import { describe, expect, it } from 'vitest';
import type { Mention } from '../labels/index.js';
import { exceptionsOf, mentionsOf, type MentionFacts } from './sheet-mentions.js';

const SALE: MentionFacts = {
  side: 'sales',
  stage: 'invoice',
  companyCountry: 'ESP',
  companyScheme: 'General',
  subjectScheme: 'General',
  subjectException: null,
  country: 'ESP',
  operation: null,
  supplierNumber: '',
  hasMargin: false,
};
const PURCHASE: MentionFacts = { ...SALE, side: 'purchase', supplierNumber: 'P-1' };
const EXEMPT = {
  codimpuesto: 'IVA0',
  iva: 0,
  recargo: 0,
  excepcioniva: null,
  pvptotal: 100,
  suplido: false,
};
const TAXED = { ...EXEMPT, codimpuesto: 'IVA21', iva: 21 };

describe('the mentions of an invoice', () => {
  it.each<[string, MentionFacts, string[], Mention[]]>([
    ['a sale', SALE, [], []],
    ['cash basis', { ...SALE, companyScheme: 'Caja' }, [], ['cashBasis']],
    ['a customer on cash basis', { ...SALE, subjectScheme: 'Caja' }, [], []],
    ['a supplier on cash basis', { ...PURCHASE, subjectScheme: 'Caja' }, [], ['cashBasis']],
    ['a purchase of one on cash basis', { ...PURCHASE, companyScheme: 'Caja' }, [], []],
    ['an agency', { ...SALE, companyScheme: 'Agencias de viaje' }, [], ['travelAgency']],
    ['of an agency', { ...PURCHASE, subjectScheme: 'Agencias de viaje' }, [], ['travelAgency']],
    ['used goods', { ...SALE, companyScheme: 'Bienes usados', hasMargin: true }, [], ['usedGoods']],
    ['new goods of their seller', { ...SALE, companyScheme: 'Bienes usados' }, [], []],
    ['used goods bought', { ...PURCHASE, subjectScheme: 'Bienes usados' }, [], ['usedGoods']],
    ['reverse charge', SALE, ['ES_84'], ['reverseCharge']],
    ['reverse charge bought', PURCHASE, ['ES_84'], ['reverseCharge']],
    ['self-billing', { ...PURCHASE, supplierNumber: '' }, [], ['selfBilling']],
    ['a quote', { ...SALE, companyScheme: 'Caja', stage: 'quote' }, ['ES_84'], []],
    ['another country', { ...SALE, companyScheme: 'Caja', companyCountry: 'FRA' }, [], []],
  ])('of %s', (_, facts, exceptions, mentions) => {
    expect(mentionsOf(facts, exceptions)).toEqual(mentions);
  });
});

describe('the reasons for which lines bear no tax', () => {
  const exceptions = (facts: Partial<MentionFacts>, line: object = {}) =>
    exceptionsOf({ ...SALE, ...facts }, [TAXED, { ...EXEMPT, ...line }]);

  it.each<[string, Partial<MentionFacts>, object, string[]]>([
    ['as the line says', {}, { excepcioniva: 'ES_22' }, ['ES_22']],
    ['at home', {}, {}, ['ES_20']],
    ['without a tax', {}, { codimpuesto: null }, ['ES_20']],
    ['as the customer says', { subjectException: 'ES_14' }, {}, ['ES_14']],
    ['exported', { operation: 'exportacion' }, {}, ['ES_21']],
    ['to another member state', { operation: 'intracomunitaria' }, {}, ['ES_25']],
    ['services for another one', { operation: 'intracom-servicios' }, {}, ['ES_68_70']],
    ['reverse charge', { operation: 'inv-sujeto-pasivo' }, {}, ['ES_84']],
    ['abroad', { country: 'USA' }, {}, ['ES_OTHER']],
    ['gold', { subjectScheme: 'Oro' }, {}, ['ES_OTHER']],
    ['a disbursement', {}, { suplido: true }, []],
    ['a line of text', {}, { pvptotal: 0 }, []],
    ['another tax at 0 %', {}, { codimpuesto: 'IGIC0' }, []],
    ['taxed on the margin', { hasMargin: true }, {}, []],
    ['a purchase', { side: 'purchase' }, {}, []],
    ['an order', { stage: 'order' }, {}, []],
    ['of another country', { companyCountry: 'PRT' }, {}, []],
  ])('%s', (_, facts, line, expected) => {
    expect(exceptions(facts, line)).toEqual(expected);
  });
});
