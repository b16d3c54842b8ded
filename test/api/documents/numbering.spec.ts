import { beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from '../../support/api.js';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createFor,
  createSeries,
  createSubjects,
  editDocument,
  kindOf,
  type Row,
  type Subjects,
  type Values,
  YEAR,
} from '../../support/documents.js';
import { expectRefused, refusedFields } from '../../support/envelope.js';

type Way = 'crear*' | 'generic POST';

const DATE = `10-05-${YEAR}`;
const WAYS: readonly [Way, number][] = [
  ['crear*', 422],
  ['generic POST', 400],
];

/** Kinds of document with the beginning of their codes. */
const PREFIXES = [
  ['PresupuestoCliente', 'PRE'],
  ['PedidoCliente', 'PED'],
  ['AlbaranCliente', 'ALB'],
  ['FacturaCliente', 'F'],
  ['PresupuestoProveedor', 'PREP'],
  ['PedidoProveedor', 'PEDP'],
  ['AlbaranProveedor', 'ALBP'],
  ['FacturaProveedor', 'FP'],
] as const;

describeApi('numbers of documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = async (kindName: string, values: Values): Promise<Row> =>
    (await createFor(subjects, api, kindName, { fecha: DATE, ...values })).doc;
  /** One of the two ways to make a document, and its answer whatever it says. */
  const post = (way: Way, kindName: string, values: Values): Promise<Answered> => {
    const { resource, subject } = kindOf(kindName);
    const json = { [subject]: subjects[subject], fecha: DATE, ...values };
    if (way === 'crear*') {
      return api.call('POST', `/crear${kindName}`, { json: { lineas: [], ...json } });
    }
    const names = { cifnif: '', nombrecliente: 'n', nombre: 'n' };
    return api.call('POST', `/${resource}`, { json: { ...names, ...json } });
  };
  const made = ({ body }: Answered): Row => body.doc ?? body.data;
  const sequence = (values: Values) =>
    create(api, 'secuenciadocumentos', {
      codejercicio: YEAR,
      patron: '{SERIE}-{NUM}',
      longnumero: 6,
      ...values,
    });
  const sequencesOf = async (tipodoc: string, codserie: string): Promise<Row[]> =>
    (await api.get(`/secuenciadocumentos?tipodoc=${tipodoc}&codserie=${codserie}`)).body;
  const numbersOf = (docs: readonly Row[]) => docs.map(({ numero }) => numero);

  describe('sequences', () => {
    it.each(PREFIXES)('of %s are made with the pattern %s…', async (kindName, prefix) => {
      const codserie = await createSeries(api);
      const docs = [await issue(kindName, { codserie }), await issue(kindName, { codserie })];
      expect(docs).toMatchObject([
        { codejercicio: YEAR, numero: '1', codigo: `${prefix}${YEAR}${codserie}1` },
        { codejercicio: YEAR, numero: '2', codigo: `${prefix}${YEAR}${codserie}2` },
      ]);
      expect(await sequencesOf(kindName, codserie)).toMatchObject([
        {
          codejercicio: YEAR,
          idempresa: 1,
          inicio: 1,
          longnumero: 6,
          mantenerfecha: false,
          numero: 3,
          patron: `${prefix}{EJE}{SERIE}{NUM}`,
          usarhuecos: kindName === 'FacturaCliente',
        },
      ]);
    });

    it('that exist are used', async () => {
      const codserie = await createSeries(api);
      const tipodoc = 'PedidoCliente';
      const { idsecuencia } = await sequence({ codserie, tipodoc, numero: 7 });
      const docs = [await issue(tipodoc, { codserie }), await issue(tipodoc, { codserie })];
      expect(docs.map(({ codigo }) => codigo)).toEqual([`${codserie}-7`, `${codserie}-8`]);
      expect(await sequencesOf(tipodoc, codserie)).toMatchObject([{ idsecuencia, numero: 9 }]);
    });

    it('begin at inicio', async () => {
      const codserie = await createSeries(api);
      await sequence({ codserie, tipodoc: 'AlbaranProveedor', inicio: 100 });
      const docs = [
        await issue('AlbaranProveedor', { codserie }),
        await issue('AlbaranProveedor', { codserie }),
      ];
      expect(numbersOf(docs)).toEqual(['100', '101']);
    });

    it('without fiscal year go on through the years', async () => {
      const codserie = await createSeries(api);
      await sequence({ codserie, tipodoc: 'PedidoCliente', codejercicio: null });
      const docs: Row[] = [];
      for (const fecha of [`01-03-${YEAR}`, '01-03-2024', `01-02-${YEAR}`]) {
        docs.push(await issue('PedidoCliente', { codserie, fecha }));
      }
      expect(docs.map(({ numero, codejercicio }) => [numero, codejercicio])).toEqual([
        ['1', YEAR],
        ['2', '2024'],
        ['3', YEAR],
      ]);
      expect(await sequencesOf('PedidoCliente', codserie)).toMatchObject([
        { codejercicio: null, numero: 4 },
      ]);
    });

    it('of a fiscal year stand before those without, and count apart', async () => {
      const codserie = await createSeries(api);
      const tipodoc = 'PedidoProveedor';
      await issue(tipodoc, { fecha: '01-03-2023', codserie: await createSeries(api) });
      await sequence({ codserie, tipodoc, codejercicio: null });
      await sequence({ codserie, tipodoc, codejercicio: '2023', inicio: 50 });
      const docs: Row[] = [];
      for (const fecha of ['01-03-2023', DATE, '02-03-2023', DATE]) {
        docs.push(await issue(tipodoc, { codserie, fecha }));
      }
      expect(numbersOf(docs)).toEqual(['50', '1', '51', '2']);
    });

    it('of a new year take over pattern and digits of the last year', async () => {
      const codserie = await createSeries(api);
      const tipodoc = 'AlbaranCliente';
      await issue(tipodoc, { fecha: '01-03-2022', codserie: await createSeries(api) });
      const patron = 'K2022-{SERIE}-{0NUM}';
      const values = { codejercicio: '2022', inicio: 30, patron, longnumero: 3, usarhuecos: true };
      await sequence({ codserie, tipodoc, ...values });
      const { codigo, numero } = await issue(tipodoc, { codserie });
      expect([codigo, numero]).toEqual([`K${YEAR}-${codserie}-001`, '1']);
      const [, made] = await sequencesOf(tipodoc, codserie);
      expect(made).toMatchObject({
        codejercicio: YEAR,
        inicio: 1,
        longnumero: 3,
        mantenerfecha: false,
        numero: 2,
        patron: 'K{ANYO}-{SERIE}-{0NUM}',
        usarhuecos: false,
      });
    });

    it('that a number has overtaken go on after it', async () => {
      const codserie = await createSeries(api);
      await issue('PresupuestoCliente', { codserie });
      await issue('PresupuestoCliente', { codserie, codigo: `X${codserie}`, numero: 90 });
      expect((await issue('PresupuestoCliente', { codserie })).numero).toBe('91');
    });

    it('compare numbers as numbers', async () => {
      const codserie = await createSeries(api);
      await sequence({ codserie, tipodoc: 'FacturaCliente', inicio: 9, usarhuecos: true });
      const docs: Row[] = [];
      for (let left = 3; left > 0; left -= 1)
        docs.push(await issue('FacturaCliente', { codserie }));
      expect(numbersOf(docs)).toEqual(['9', '10', '11']);
    });
  });

  describe.each(WAYS)('that are sent with %s', (way, status) => {
    it('come with their code', async () => {
      const codserie = await createSeries(api);
      const codigo = `MY ${way} 2`;
      const answer = await post(way, 'FacturaCliente', { codserie, codigo, numero: '90' });
      expect(made(answer)).toMatchObject({ codigo, numero: '90' });
      expect(await sequencesOf('FacturaCliente', codserie)).toEqual([]);
    });

    it.each(PREFIXES)('without a code give %s that of its pattern', async (kindName, prefix) => {
      const codserie = await createSeries(api);
      const doc = made(await post(way, kindName, { codserie, numero: '77' }));
      expect([doc.numero, doc.codigo]).toEqual(['77', `${prefix}${YEAR}${codserie}77`]);
    });

    // A program that sends what a new record is shown with chooses nothing.
    it('as new records are shown with them are ignored', async () => {
      const codserie = await createSeries(api);
      const numbers: unknown[] = [];
      for (let left = 2; left > 0; left -= 1) {
        numbers.push(made(await post(way, 'PedidoCliente', { codserie, numero: '1' })).numero);
      }
      expect(numbers).toEqual(['1', '2']);
    });

    it.each(PREFIXES)('are the next ones where %s brings only a code', async (kindName) => {
      const codserie = await createSeries(api);
      for (const number of [1, 2]) {
        const codigo = `${codserie} ${way} ${number}`;
        const doc = made(await post(way, kindName, { codserie, codigo }));
        expect(doc).toMatchObject({ codigo, numero: String(number) });
      }
      expect(await sequencesOf(kindName, codserie)).toMatchObject([{ numero: 3 }]);
    });

    it('are whole numbers from 1', async () => {
      const codserie = await createSeries(api);
      const answer = await post(way, 'PedidoCliente', { codserie, numero: '7A' });
      expectRefused(answer, status, 'record-save-error');
      expect(refusedFields(answer)).toEqual(['numero']);
    });

    it('can not repeat a code', async () => {
      const codserie = await createSeries(api);
      const codigo = `TWICE ${way}`;
      await post(way, 'AlbaranProveedor', { codserie, codigo, numero: 1 });
      const answer = await post(way, 'AlbaranProveedor', { codserie, codigo, numero: 2 });
      expectRefused(answer, status, 'record-save-error');
    });
  });

  // DEFECT of the reference: a rejected POST took a number with it.
  it.each<[string, Way, Values, number, string]>([
    ['total', 'generic POST', { total: 100 }, 400, 'record-save-error'],
    ['payment method', 'generic POST', { codpago: 'NOPE' }, 400, 'record-save-error'],
    ['payment method', 'crear*', { codpago: 'NOPE' }, 422, 'record-save-error'],
    ['tax', 'crear*', { lineas: [{ codimpuesto: 'NO' }] }, 422, 'error-calculating-totals'],
    ['list of lines', 'crear*', { lineas: [1] }, 400, 'Invalid lines'],
  ])('are not used up by a wrong %s in %s', async (_what, way, values, status, code) => {
    const codserie = await createSeries(api);
    await issue('PresupuestoCliente', { codserie });
    const answer = await post(way, 'PresupuestoCliente', { codserie, ...values });
    expect([answer.status, [answer.body.code, answer.body.message]]).toEqual([
      status,
      expect.arrayContaining([code]),
    ]);
    expect(await sequencesOf('PresupuestoCliente', codserie)).toMatchObject([{ numero: 2 }]);
    expect((await issue('PresupuestoCliente', { codserie })).numero).toBe('2');
  });

  describe.each(PREFIXES)('of %s change', (kindName, prefix) => {
    const { resource, key } = kindOf(kindName);

    it('with the series', async () => {
      const [from, to] = [await createSeries(api), await createSeries(api)];
      await issue(kindName, { codserie: to });
      await issue(kindName, { codserie: from });
      await issue(kindName, { codserie: from });
      const doc = await issue(kindName, { codserie: from });
      const changed = await change(api, `${resource}/${doc[key]}`, { codserie: to });
      expect(changed).toMatchObject({ numero: '2', codigo: `${prefix}${YEAR}${to}2` });
    });

    it.each(['generic PUT', 'editar*'])('with the fiscal year in a %s', async (way) => {
      const codserie = await createSeries(api);
      const { [key]: id } = await issue(kindName, { codserie, fecha: '01-03-2020' });
      await issue(kindName, { codserie });
      const values = { fecha: DATE };
      const changed =
        way === 'editar*'
          ? (await editDocument(api, kindName, id, { ...values, lineas: [] })).doc
          : await change(api, `${resource}/${id}`, values);
      expect(changed).toMatchObject({
        codejercicio: YEAR,
        codigo: `${prefix}${YEAR}${codserie}2`,
        fecha: DATE,
        numero: '2',
      });
    });

    it('stay with another date of the same year', async () => {
      const codserie = await createSeries(api);
      const doc = await issue(kindName, { codserie });
      const fecha = `11-05-${YEAR}`;
      const changed = await change(api, `${resource}/${doc[key]}`, { fecha });
      expect(changed).toMatchObject({ fecha, numero: doc.numero, codigo: doc.codigo });
    });

    it('in the code when they are sent', async () => {
      const codserie = await createSeries(api);
      const doc = await issue(kindName, { codserie });
      const changed = await change(api, `${resource}/${doc[key]}`, { numero: 95 });
      expect(changed).toMatchObject({ numero: '95', codigo: `${prefix}${YEAR}${codserie}95` });
    });
  });
});
