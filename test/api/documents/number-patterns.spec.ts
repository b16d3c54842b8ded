import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  createFor,
  createSeries,
  createSubjects,
  type Row,
  type Subjects,
  type Values,
} from '../../support/documents.js';
import { expectRefused } from '../../support/envelope.js';

const MOMENT = { fecha: '05-09-2021', hora: '07:08:09' };

describeApi('patterns of numbers', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
    // Sequences name their fiscal year, which the first document opens.
    await issue('PresupuestoProveedor', MOMENT);
    await issue('PresupuestoProveedor', { fecha: '22-11-2026' });
  });

  const issue = async (kindName: string, values: Values): Promise<Row> =>
    (await createFor(subjects, api, kindName, values)).doc;
  const sequence = (values: Values) =>
    create(api, 'secuenciadocumentos', { codejercicio: '2021', longnumero: 5, ...values });

  it('keep their verified results', async () => {
    await create(api, 'series', { codserie: 'DQS', descripcion: 'DQS' });
    const dated = { codserie: 'DQS', fecha: '22-11-2026' };
    const values = { codserie: 'DQS', codejercicio: '2026', longnumero: 4, inicio: 100 };
    const patron = 'P{ANYO2}{MES}{DIA}-{0SERIE}-{0NUM}|m';
    await sequence({ ...values, tipodoc: 'PresupuestoCliente', patron });
    const named = { tipodoc: 'PedidoCliente', patron: 'X{NOMBREMES}{SERIE}{NUM}', inicio: 1 };
    await sequence({ ...values, ...named });
    const docs = [
      await issue('PresupuestoCliente', dated),
      await issue('PresupuestoCliente', dated),
      await issue('PedidoCliente', dated),
    ];
    const codes = ['p261122-dqs-0100', 'p261122-dqs-0101', 'XNovemberDQS1'];
    expect(docs.map(({ codigo }) => codigo)).toEqual(codes);
  });

  it.each([
    ['{FECHA}{NUM}', '05-09-20211'],
    ['{HORA}-{NUM}', '07:08:09-1'],
    ['{FECHAHORA}{NUM}', '05-09-2021 07:08:091'],
    ['{EJE}/{EJE2}/{NUM}', '2021/21/1'],
    ['{ANYO}.{ANYO2}.{MES}.{DIA}.{NUM}', '2021.21.09.05.1'],
    ['{NOMBREMES} {NUM}', 'September 1'],
    ['{0NUM}', '00001'],
    ['ab cd {NUM}|M', 'AB CD 1'],
    ['EF GH {NUM}|m', 'ef gh 1'],
    ['ij kl {NUM}|P', 'Ij kl 1'],
    ['mn op {NUM}|T', 'Mn Op 1'],
  ])('%s gives %s', async (patron, codigo) => {
    const codserie = await createSeries(api);
    await sequence({ codserie, tipodoc: 'PresupuestoCliente', patron });
    const doc = await issue('PresupuestoCliente', { codserie, ...MOMENT });
    expect(doc.codigo).toBe(codigo);
  });

  it.each([
    ['Q', 'Q-0Q-1'],
    ['QR', 'QR-QR-1'],
    ['QRST', 'QRST-QRST-1'],
  ])('pad the series %s', async (codserie, codigo) => {
    await create(api, 'series', { codserie, descripcion: codserie });
    await sequence({ codserie, tipodoc: 'PedidoCliente', patron: '{SERIE}-{0SERIE}-{NUM}' });
    expect((await issue('PedidoCliente', { codserie, ...MOMENT })).codigo).toBe(codigo);
  });

  it('may not grow over 20 characters', async () => {
    const [codserie, tipodoc] = [await createSeries(api), 'PedidoProveedor'];
    await sequence({ codserie, tipodoc, patron: 'ABCDEFGHIJKLMNOPQRS{NUM}', numero: 9 });
    const json = { codproveedor: subjects.codproveedor, codserie, ...MOMENT };
    const { codigo } = await issue(tipodoc, json);
    expect(codigo).toBe('ABCDEFGHIJKLMNOPQRS9');
    const one = await api.call('POST', `/crear${tipodoc}`, { json: { ...json, lineas: [] } });
    expectRefused(one, 422, 'record-save-error');
    const two = await api.call('POST', '/pedidoproveedores', { json: { ...json, cifnif: '' } });
    expectRefused(two, 400, 'record-save-error');
    const { body } = await api.get(`/secuenciadocumentos?codserie=${codserie}`);
    expect(body).toMatchObject([{ numero: 10 }]);
  });
});
