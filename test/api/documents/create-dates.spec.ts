import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  expectDenied,
  KINDS,
  storedOf,
  subjectOf,
  type Values,
} from '../../support/documents.js';

const LINE = { descripcion: 'one', pvpunitario: 100 };

describeApi('dates, companies and currencies of documents', (api) => {
  beforeAll(async () => {
    await create(api, 'divisas', { coddivisa: 'XA', tasaconv: 2, tasaconvcompra: 4 });
    await create(api, 'divisas', { coddivisa: 'XB', tasaconv: 5, tasaconvcompra: null });
  });

  const made = async (json: Values, name = 'PresupuestoCliente') => {
    const body = { ...(await subjectOf(api, name)), lineas: [LINE], ...json };
    return (await createDocument(api, name, body)).doc;
  };
  const exerciseOf = async (code: string) => (await api.get(`/ejercicios/${code}`)).body;

  describe('date', () => {
    it.each([
      ['15-03-2024', '15-03-2024'],
      ['2024-03-15', '15-03-2024'],
      ['5-3-2024', '05-03-2024'],
      ['29-02-2024', '29-02-2024'],
      ['2024-12-31', '31-12-2024'],
    ])('%s is stored as %s', async (fecha, stored) => {
      expect(await made({ fecha })).toMatchObject({ fecha: stored, codejercicio: '2024' });
    });

    it('and time are those of now where none are sent', async () => {
      const doc = await made({});
      expect(doc).toMatchObject({
        fecha: expect.stringMatching(/^\d\d-\d\d-\d{4}$/),
        hora: expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      });
      expect(await exerciseOf(doc.codejercicio)).toMatchObject({
        codejercicio: doc.fecha.slice(-4),
        fechainicio: `01-01-${doc.fecha.slice(-4)}`,
      });
    });

    it('may be left out beside a time', async () => {
      const { fecha } = await made({});
      expect(await made({ hora: '10:11:12' })).toMatchObject({ hora: '10:11:12', fecha });
      expect(await made({ hora: '7:05' })).toMatchObject({ hora: '07:05:00', fecha });
    });

    it('comes with its time', async () => {
      const fecha = '15-03-2024';
      expect(await made({ fecha, hora: '23:59:59' })).toMatchObject({ fecha, hora: '23:59:59' });
    });
  });

  describe('exercise', () => {
    it('is created for a year that has none', async () => {
      const doc = await made({ fecha: '15-06-1999' });
      expect(doc).toMatchObject({ codejercicio: '1999', codigo: 'PRE1999A1', numero: '1' });
      expect(await exerciseOf('1999')).toMatchObject({
        estado: 'ABIERTO',
        fechainicio: '01-01-1999',
        fechafin: '31-12-1999',
        idempresa: 1,
        longsubcuenta: 10,
        nombre: expect.stringContaining('1999'),
      });
      expect(await made({ fecha: '16-06-1999' })).toMatchObject({ codigo: 'PRE1999A2' });
    });

    it('has another code where the year is taken', async () => {
      const span = { fechainicio: '1981-01-01', fechafin: '1981-12-31' };
      await create(api, 'ejercicios', { codejercicio: '1998', nombre: 'other', ...span });
      const doc = await made({ fecha: '15-06-1998' });
      expect(doc).toMatchObject({ codejercicio: '0098', codigo: 'PRE0098A1' });
      const { codejercicio } = await made({ fecha: '15-06-1981' });
      expect(codejercicio).toBe('1998');
    });

    it('is the one of the company that contains the date', async () => {
      const span = { fechainicio: '1985-07-01', fechafin: '1986-06-30' };
      await create(api, 'ejercicios', { codejercicio: 'MID', nombre: 'mid', ...span });
      for (const fecha of ['01-07-1985', '30-06-1986']) {
        expect(await made({ fecha })).toMatchObject({ fecha, codejercicio: 'MID' });
      }
    });

    it('closed has no new documents', async () => {
      await made({ fecha: '15-03-2015' });
      await change(api, 'ejercicios/2015', { estado: 'CERRADO' });
      for (const { name } of KINDS) {
        const before = await storedOf(api, name);
        const json = { ...(await subjectOf(api, name)), fecha: '16-03-2015', lineas: [LINE] };
        expectDenied(await api.call('POST', `/crear${name}`, { json }), 400, 'invalid-date');
        expect(await storedOf(api, name)).toEqual(before);
      }
      await change(api, 'ejercicios/2015', { estado: 'ABIERTO' });
      expect(await made({ fecha: '16-03-2015' })).toMatchObject({ codejercicio: '2015' });
    });
  });

  describe('warehouse', () => {
    it.each(KINDS)('decides the company of a $name', async ({ name }) => {
      const { idempresa } = await create(api, 'empresas', { nombre: `Of ${name}` });
      const [warehouse] = (await api.get(`/almacenes?filter[idempresa]=${idempresa}`)).body;
      const { codalmacen } = warehouse;
      const doc = await made({ codalmacen, fecha: '15-03-2024', idempresa: 1 }, name);
      expect(doc).toMatchObject({ codalmacen, idempresa, numero: '1' });
      expect(await exerciseOf(doc.codejercicio)).toMatchObject({ idempresa });
      expect(await made({ idempresa, fecha: '15-03-2024' }, name)).toMatchObject({
        codalmacen: 'ALG',
        idempresa: 1,
        codejercicio: '2024',
      });
    });

    it('of another company has its own exercises, the date sent or not', async () => {
      const { idempresa } = await create(api, 'empresas', { nombre: 'Exercises' });
      const [{ codalmacen }] = (await api.get(`/almacenes?filter[idempresa]=${idempresa}`)).body;
      const doc = await made({ codalmacen });
      expect(doc.idempresa).toBe(idempresa);
      expect(await exerciseOf(doc.codejercicio)).toMatchObject({ idempresa });
    });
  });

  describe('currency', () => {
    it.each(KINDS)('has the rate of its side: $name', async ({ name, side }) => {
      const doc = await made({ coddivisa: 'XA', fecha: '15-03-2024' }, name);
      const [tasaconv, totaleuros] = side === 'sales' ? [2, 60.5] : [4, 30.25];
      expect(doc).toMatchObject({ coddivisa: 'XA', tasaconv, total: 121, totaleuros });
    });

    it('without a rate for purchases has that for sales', async () => {
      const json = { coddivisa: 'XB', fecha: '15-03-2024' };
      const doc = await made(json, 'PedidoProveedor');
      expect(doc).toMatchObject({ tasaconv: 5, totaleuros: 24.2 });
    });

    it.each([
      ['PedidoCliente', 1.2, 100.83333],
      ['PedidoProveedor', 1.2, 100.83333],
    ])('of %s may have its own rate %d: %d euros', async (name, tasaconv, totaleuros) => {
      const doc = await made({ coddivisa: 'USD', tasaconv, fecha: '15-03-2024' }, name);
      expect(doc).toMatchObject({ coddivisa: 'USD', tasaconv, totaleuros, total: 121 });
    });
  });

  describe('expiry of quotes and orders', () => {
    const days = (from: string, to: string) => {
      const time = (day: string) => Date.parse(day.split('-').reverse().join('-'));
      return (time(to) - time(from)) / 86_400_000;
    };

    it.each(['PresupuestoCliente', 'PedidoCliente'])('of a %s is by the setting', async (name) => {
      expect(await made({}, name)).toMatchObject({ finoferta: null });
      await change(api, 'settings/default', { finofertadays: 30 });
      try {
        const { fecha, finoferta } = await made({}, name);
        expect(days(fecha, finoferta)).toBe(30);
      } finally {
        await change(api, 'settings/default', { finofertadays: null });
      }
    });

    it.each([
      ['14-03-2024', null],
      ['15-03-2024', '15-03-2024'],
      ['2024-03-20', '20-03-2024'],
    ])('on %s of a document of 15-03-2024 is %s', async (finoferta, stored) => {
      const doc = await made({ fecha: '15-03-2024', finoferta });
      expect(doc).toMatchObject({ finoferta: stored });
    });
  });
});
