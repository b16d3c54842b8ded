import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  createFor,
  createSeries,
  createSubjects,
  kindOf,
  type Row,
  type Subjects,
  type Values,
  YEAR,
} from '../../support/documents.js';

const february = (day: number) => `${String(day).padStart(2, '0')}-02-${YEAR}`;

describeApi('gaps in the numbers of documents', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const issue = async (kindName: string, values: Values): Promise<Row> =>
    (await createFor(subjects, api, kindName, { hora: '12:00:00', ...values })).doc;
  /** Documents on the first days of February, one a day. */
  const issueMany = async (kindName: string, codserie: string, count: number): Promise<Row[]> => {
    const docs: Row[] = [];
    for (let day = 1; day <= count; day += 1) {
      docs.push(await issue(kindName, { codserie, fecha: february(day) }));
    }
    return docs;
  };
  const remove = async (kindName: string, ...docs: (Row | undefined)[]): Promise<void> => {
    const { resource, key } = kindOf(kindName);
    for (const doc of docs) {
      const { status, text } = await api.call('DELETE', `/${resource}/${doc?.[key]}`);
      expect([status, text]).toEqual([200, text]);
    }
  };
  const sequence = (values: Values) =>
    create(api, 'secuenciadocumentos', {
      codejercicio: YEAR,
      patron: '{SERIE}-{NUM}',
      usarhuecos: true,
      ...values,
    });
  const nextOf = async (tipodoc: string, codserie: string): Promise<number> => {
    const path = `/secuenciadocumentos?tipodoc=${tipodoc}&codserie=${codserie}`;
    return (await api.get(path)).body[0].numero;
  };
  const place = ({ numero, fecha, hora }: Row) => [numero, fecha, hora];

  it('are filled from the top down, on the date of the next number over', async () => {
    const codserie = await createSeries(api);
    const docs = await issueMany('FacturaCliente', codserie, 4);
    await remove('FacturaCliente', docs[1], docs[0]);
    // The first asks for no date: it would be today's.
    const first = (await createFor(subjects, api, 'FacturaCliente', { codserie })).doc;
    expect(place(first)).toEqual(['2', february(3), '12:00:00']);
    expect(first.codigo).toBe(`F${YEAR}${codserie}2`);
    const later = { codserie, fecha: february(20), hora: '13:30:00' };
    const second = await issue('FacturaCliente', later);
    expect(place(second)).toEqual(['1', february(3), '12:00:00']);
    const third = await issue('FacturaCliente', later);
    expect(place(third)).toEqual(['5', february(20), '13:30:00']);
    expect(await nextOf('FacturaCliente', codserie)).toBe(6);
  });

  it('before a number that was forced are filled downwards from it', async () => {
    const codserie = await createSeries(api);
    await issueMany('FacturaCliente', codserie, 5);
    const forced = { codigo: `FORCED${codserie}`, numero: 90, hora: '09:30:00' };
    await issue('FacturaCliente', { codserie, fecha: february(10), ...forced });
    const docs = [
      await issue('FacturaCliente', { codserie, fecha: february(6) }),
      await issue('FacturaCliente', { codserie, fecha: february(28) }),
    ];
    expect(docs.map(place)).toEqual([
      ['89', february(10), '09:30:00'],
      ['88', february(10), '09:30:00'],
    ]);
    expect(await nextOf('FacturaCliente', codserie)).toBe(91);
  });

  it('below inicio are none', async () => {
    const codserie = await createSeries(api);
    const tipodoc = 'PedidoCliente';
    await sequence({ codserie, tipodoc, inicio: 10 });
    const docs = await issueMany(tipodoc, codserie, 3);
    await remove(tipodoc, docs[0]);
    const next = [
      await issue(tipodoc, { codserie, fecha: february(5) }),
      await issue(tipodoc, { codserie, fecha: february(5) }),
    ];
    expect(next.map(place)).toEqual([
      ['10', february(2), '12:00:00'],
      ['13', february(5), '12:00:00'],
    ]);
  });

  it('begin again at inicio when no document is left', async () => {
    const codserie = await createSeries(api);
    const tipodoc = 'PresupuestoCliente';
    await sequence({ codserie, tipodoc, inicio: 5, numero: 50 });
    expect((await issue(tipodoc, { codserie, fecha: february(1) })).numero).toBe('5');
    expect(await nextOf(tipodoc, codserie)).toBe(6);
  });

  it('at the end are taken with the date that was asked for', async () => {
    const codserie = await createSeries(api);
    const docs = await issueMany('FacturaCliente', codserie, 3);
    await remove('FacturaCliente', docs[2]);
    const doc = await issue('FacturaCliente', { codserie, fecha: february(15) });
    expect(place(doc)).toEqual(['3', february(15), '12:00:00']);
  });

  it('stay open without usarhuecos', async () => {
    const codserie = await createSeries(api);
    const tipodoc = 'PresupuestoCliente';
    await sequence({ codserie, tipodoc, inicio: 100, usarhuecos: false });
    const docs = await issueMany(tipodoc, codserie, 3);
    await remove(tipodoc, docs[2]);
    expect((await issue(tipodoc, { codserie, fecha: february(5) })).numero).toBe('103');
    await remove(tipodoc, docs[0]);
    expect((await issue(tipodoc, { codserie, fecha: february(5) })).numero).toBe('104');
  });

  it('of another fiscal year stay open', async () => {
    const codserie = await createSeries(api);
    const tipodoc = 'AlbaranCliente';
    await sequence({ codserie, tipodoc, codejercicio: null });
    const docs = await issueMany(tipodoc, codserie, 3);
    await remove(tipodoc, docs[1]);
    const elsewhere = await issue(tipodoc, { codserie, fecha: '01-02-2019' });
    expect(place(elsewhere)).toEqual(['4', '01-02-2019', '12:00:00']);
  });

  it.each([
    ['PresupuestoCliente', false, 3],
    ['PresupuestoCliente', true, 20],
    ['AlbaranProveedor', false, 3],
    ['AlbaranProveedor', true, 20],
    ['FacturaProveedor', false, 3],
    ['FacturaProveedor', true, 3],
    ['FacturaCliente', true, 3],
  ])('of %s with mantenerfecha %j are dated on day %i', async (tipodoc, mantenerfecha, day) => {
    const codserie = await createSeries(api);
    const { idsecuencia } = await sequence({ codserie, tipodoc, mantenerfecha });
    // The rules of sequences take it from invoices: another program may have set it.
    const flag = 'UPDATE secuencias_documentos SET mantenerfecha = ? WHERE idsecuencia = ?';
    await api.execute(flag, [Number(mantenerfecha), idsecuencia]);
    const docs = await issueMany(tipodoc, codserie, 4);
    await remove(tipodoc, docs[1]);
    const doc = await issue(tipodoc, { codserie, fecha: february(20) });
    expect([doc.numero, doc.fecha]).toEqual(['2', february(day)]);
  });

  it('are filled by documents of the generic resources too', async () => {
    const codserie = await createSeries(api);
    const docs = await issueMany('FacturaCliente', codserie, 3);
    await remove('FacturaCliente', docs[1]);
    const values = { codcliente: subjects.codcliente, cifnif: '', nombrecliente: 'n' };
    const doc = await create(api, 'facturaclientes', { ...values, codserie, fecha: february(9) });
    expect(place(doc)).toEqual(['2', february(3), '12:00:00']);
  });
});
