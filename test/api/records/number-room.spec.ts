import { beforeAll, describe, expect, it } from 'vitest';
import { Registry } from '../../../src/models/index.js';
import { describeApi } from '../../support/describe-api.js';
import {
  create,
  createFor,
  createSeries,
  createSubjects,
  KINDS,
  YEAR,
  type Row,
  type Subjects,
  type Values,
} from '../../support/documents.js';
import { refusedFields } from '../../support/envelope.js';

const LAST = 2_147_483_647;

/** Numbers that the server counts on from must never come to their end. */
describeApi('numbers that are counted on from', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const refused = async (method: string, path: string, json: Values): Promise<string[]> => {
    const answer = await api.call(method, path, { json });
    expect([path, answer.status, answer.text]).toEqual([path, 400, expect.any(String)]);
    expect(answer.body.details).toMatchObject([{ code: 'number-too-high' }]);
    return refusedFields(answer);
  };
  const put = async (path: string, json: Values): Promise<Row> => {
    const { status, body, text } = await api.call('PUT', path, { json });
    if (status !== 200) throw new Error(`${path}: ${text}`);
    return body.data as Row;
  };

  describe('generated keys', () => {
    const SAMPLES: readonly [resource: string, key: string, values: Values][] = [
      ['contactos', 'idcontacto', { nombre: 'x' }],
      ['asientos', 'idasiento', { concepto: 'k', fecha: `28-11-${YEAR}` }],
      ['reciboclientes', 'idrecibo', { codcliente: '1', importe: 1 }],
      ['cronjobes', 'id', { jobname: 'x' }],
      ['diarios', 'iddiario', { descripcion: 'x' }],
    ];

    it.each(SAMPLES)('of %s neither jump nor stand near the end', async (resource, key, values) => {
      const before = (await create(api, resource, values))[key] as number;
      for (const value of [LAST, LAST - 1_000_000, LAST - 999_999, before + 10_001]) {
        expect(await refused('POST', `/${resource}`, { ...values, [key]: value })).toEqual([key]);
      }
      expect((await create(api, resource, values))[key]).toBe(before + 1);
      const sent = { ...values, [key]: before + 10_001 };
      expect(await create(api, resource, sent)).toMatchObject({ [key]: before + 10_001 });
    });

    it('of all models are refused at the end', async () => {
      const registry = api.server.app.get(Registry);
      for (const { resource, key, columns } of registry.all) {
        if (!key.generated || resource === 'attachedfiles') continue;
        const texts = columns
          .filter(
            ({ name, nullable, default: fallback }) => name !== key.name && !nullable && !fallback,
          )
          .map(({ name, kind }) => [name, kind === 'day' ? `01-01-${YEAR}` : '1']);
        const json = { ...Object.fromEntries(texts), [key.name]: LAST };
        const { status } = await api.call('POST', `/${resource}`, { json });
        expect([resource, status]).toEqual([resource, 400]);
        const stored = await api.get(`/${resource}?filter[${key.name}_gte]=${LAST - 1_000_000}`);
        expect([resource, stored.body]).toEqual([resource, []]);
      }
    });
  });

  it('are codes of customers, products and journals too', async () => {
    await create(api, 'clientes', { codcliente: '9999999999', nombre: 'x', cifnif: '' });
    const { codcliente } = await create(api, 'clientes', { nombre: 'y', cifnif: '' });
    expect(Number(codcliente)).toBeLessThan(1000);
    await create(api, 'productos', { referencia: '999999999999999' });
    const references = [
      await create(api, 'productos', { descripcion: 'y' }),
      await create(api, 'productos', { descripcion: 'z' }),
    ];
    const [first, second] = references.map(({ referencia }) => Number(referencia));
    expect([first! < 1000, second]).toEqual([true, first! + 1]);
  });

  describe.each(KINDS)('numbers of $name', ({ name, resource, key }) => {
    const issue = async (codserie: string): Promise<Row> =>
      (await createFor(subjects, api, name, { codserie })).doc;

    it('neither jump nor come to the end', async () => {
      const codserie = await createSeries(api);
      const doc = await issue(codserie);
      const path = `/${resource}/${doc[key]}`;
      for (const numero of [LAST, 99_999_999_999, 10_002]) {
        expect(await refused('PUT', path, { numero: String(numero) })).toEqual(['numero']);
        const header = { codserie, codigo: `X${codserie}`, numero: String(numero) };
        const json = { ...subjects, cifnif: '', nombre: 'x', nombrecliente: 'x', ...header };
        expect(await refused('POST', `/${resource}`, json)).toEqual(['numero']);
      }
      expect((await issue(codserie)).numero).toBe('2');
      expect((await put(path, { numero: '10002' })).numero).toBe('10002');
    });

    it('are refused when there are none left', async () => {
      const codserie = await createSeries(api);
      await issue(codserie);
      const where = `codserie = '${codserie}' AND tipodoc = '${name}'`;
      await api.execute(
        `UPDATE secuencias_documentos SET numero = ${LAST}, usarhuecos = 0 WHERE ${where}`,
      );
      const { subject } = KINDS.find((kind) => kind.name === name)!;
      const answer = await api.call('POST', `/crear${name}`, {
        json: { [subject]: subjects[subject], codserie, lineas: [] },
      });
      expect(answer.status).toBe(422);
      expect(answer.body.details).toMatchObject([{ code: 'no-more-numbers', field: 'numero' }]);
    });

    it('of sequences leave enough of them', async () => {
      const codserie = await createSeries(api);
      const values = { codserie, tipodoc: name, codejercicio: YEAR };
      for (const counting of [{ numero: LAST }, { inicio: LAST - 999_999 }]) {
        const fields = await refused('POST', '/secuenciadocumentos', { ...values, ...counting });
        expect(fields).toContain(Object.keys(counting)[0]);
      }
      const { idsecuencia } = await create(api, 'secuenciadocumentos', {
        ...values,
        inicio: 260_001,
      });
      expect((await issue(codserie)).numero).toBe('260001');
      const path = `/secuenciadocumentos/${idsecuencia}`;
      expect(await refused('PUT', path, { numero: 270_002 })).toEqual(['numero']);
      expect(await refused('PUT', path, { numero: LAST })).toEqual(['numero']);
      expect(await put(path, { numero: 270_001 })).toMatchObject({ numero: 270_001 });
    });
  });

  it.each(KINDS.filter(({ name }) => name.startsWith('Factura')))(
    'of entries are no matter of who writes a $name',
    async ({ name, resource, key }) => {
      const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 100 }];
      const { doc } = await createFor(subjects, api, name, { lineas });
      const json = { idasiento: 1, numdocs: 3 };
      const { headers, body } = await api.call('PUT', `/${resource}/${doc[key]}`, { json });
      expect(headers.get('x-ignored-fields')).toBe('idasiento');
      expect(body.data).toMatchObject({ idasiento: doc.idasiento, numdocs: 3 });
    },
  );

  it('of entries neither jump nor come to the end', async () => {
    const entry = await create(api, 'asientos', { concepto: 'k', fecha: `28-11-${YEAR}` });
    const path = `/asientos/${entry.idasiento}`;
    for (const numero of [LAST, (entry.numero as number) + 10_001]) {
      expect(await refused('PUT', path, { numero })).toEqual(['numero']);
    }
    const year = `codejercicio = '${YEAR}'`;
    await api.execute(`UPDATE asientos SET numero = ${LAST} WHERE idasiento = ${entry.idasiento}`);
    await api.execute(`DELETE FROM fn_entry_numbers WHERE ${year}`);
    const json = { concepto: 'k', fecha: `28-11-${YEAR}` };
    const { status, body } = await api.call('POST', '/asientos', { json });
    expect([status, body.details]).toMatchObject([400, [{ code: 'no-more-numbers' }]]);
  });

  it.each([1e308, -1e308, 1e13])('of amounts and rates keep their cents: %d', async (value) => {
    const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 100 }];
    const { doc } = await createFor(subjects, api, 'FacturaCliente', { lineas, codpago: 'TRANS' });
    const [receipt] = (await api.get(`/reciboclientes?filter[idfactura]=${doc.idfactura}`)).body;
    const made = { ...subjects, lineas };
    for (const [method, path, name, status, more] of [
      ['PUT', `/facturaclientes/${doc.idfactura}`, 'dtopor1', 400, {}],
      ['POST', '/crearFacturaCliente', 'dtopor1', 422, made],
      ['POST', '/crearPedidoProveedor', 'dtopor2', 422, made],
      ['POST', '/lineafacturaclientes', 'pvpunitario', 400, { idfactura: doc.idfactura }],
      ['PUT', `/reciboclientes/${receipt.idrecibo}`, 'importe', 400, {}],
      ['POST', '/productos', 'precio', 400, { referencia: 'LARGE' }],
      ['POST', '/clientes', 'riesgomax', 400, { nombre: 'x', cifnif: '' }],
      ['PUT', '/divisas/EUR', 'tasaconv', 400, {}],
    ] as const) {
      const answer = await api.call(method, path, { json: { ...more, [name]: value } });
      expect([path, answer.status, answer.body.details]).toMatchObject([
        path,
        status,
        [{ code: 'number-out-of-range', field: name }],
      ]);
    }
  });

  it('of receipts neither jump nor come to the end', async () => {
    const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 100 }];
    const { doc } = await createFor(subjects, api, 'FacturaCliente', { lineas, codpago: 'TRANS' });
    const [receipt] = (await api.get(`/reciboclientes?filter[idfactura]=${doc.idfactura}`)).body;
    for (const numero of [LAST, 10_002]) {
      const fields = await refused('PUT', `/reciboclientes/${receipt.idrecibo}`, { numero });
      expect(fields).toEqual(['numero']);
    }
  });
});
