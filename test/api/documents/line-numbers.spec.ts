import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  createDocument,
  createProduct,
  KINDS,
  readDocument,
  storedOf,
  subjectOf,
  type Values,
} from '../../support/documents.js';
import { refusedFields } from '../../support/envelope.js';

const WITH_COMMAS = {
  descripcion: 'x',
  cantidad: '1,5',
  pvpunitario: '9,99',
  codimpuesto: 'IVA21',
};
const WRONG = {
  cantidad: '12abc',
  pvpunitario: '1,234.5',
  dtopor: '0x10',
  irpf: '15%',
  orden: '1.5',
};

describeApi('numbers of lines', (api) => {
  const subjects = new Map<string, Values>();
  beforeAll(async () => {
    for (const { name } of KINDS) subjects.set(name, await subjectOf(api, name));
  });

  /** Lines as the two encodings send them. */
  const encoded = (lines: readonly Values[], values: Values) => [
    { json: { ...values, lineas: lines } },
    { form: { ...values, lineas: JSON.stringify(lines) } },
    {
      body: new URLSearchParams([
        ...Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]),
        ...lines.flatMap((line, index) =>
          Object.entries(line).map(([name, value]): [string, string] => [
            `lineas[${index}][${name}]`,
            String(value),
          ]),
        ),
      ]),
    },
  ];

  it.each(KINDS)('of a $name may have a decimal comma', async ({ name, key }) => {
    for (const options of encoded([WITH_COMMAS], { ...subjects.get(name), dtopor1: '0,0' })) {
      const { status, body } = await api.call('POST', `/crear${name}`, options);
      expect([status, body.lines?.[0]]).toMatchObject([200, { cantidad: 1.5, pvpunitario: 9.99 }]);
      expect(body.doc).toMatchObject({ neto: 14.99, totaliva: 3.15, total: 18.14 });
      const lineas = [{ idlinea: body.lines[0].idlinea, pvpunitario: '1.000,50' }];
      for (const edit of encoded(lineas, { dtopor1: '50,0' })) {
        const path = `/editar${name}/${body.doc[key]}`;
        const edited = await api.call('PUT', path, edit);
        expect([edited.status, edited.body.doc]).toMatchObject([200, { neto: 750.38 }]);
      }
    }
  });

  it.each(KINDS)(
    'of a $name are refused by their names when they are none',
    async ({ name, key }) => {
      const made = await createDocument(api, name, { ...subjects.get(name), lineas: [{}] });
      const before = await storedOf(api, name);
      const fields = Object.keys(WRONG).map((member) => `lineas[1].${member}`);
      for (const [method, path, values] of [
        ['POST', `/crear${name}`, { ...subjects.get(name) }],
        ['PUT', `/editar${name}/${made.doc[key]}`, {}],
      ] as const) {
        for (const options of encoded([{ cantidad: 1 }, WRONG], values)) {
          const answer = await api.call(method, path, options);
          expect([answer.status, refusedFields(answer).sort()]).toEqual([400, fields.sort()]);
        }
      }
      expect(await storedOf(api, name)).toEqual(before);
      expect(await readDocument(api, name, Number(made.doc[key]))).toEqual(made);
    },
  );

  it('name the line to edit, or nothing is edited', async () => {
    const made = await createDocument(api, 'PedidoCliente', {
      ...subjects.get('PedidoCliente'),
      lineas: [{ descripcion: 'kept' }],
    });
    const path = `/editarPedidoCliente/${made.doc.idpedido}`;
    const lineas = [{ idlinea: `${made.lines[0]?.idlinea}abc` }];
    const answer = await api.call('PUT', path, { json: { lineas } });
    expect([answer.status, refusedFields(answer)]).toEqual([400, ['lineas[0].idlinea']]);
    expect(await readDocument(api, 'PedidoCliente', made.doc.idpedido)).toEqual(made);
  });

  it('are read alike in refunds and in other records', async () => {
    const sold = await createDocument(api, 'FacturaCliente', {
      ...subjects.get('FacturaCliente'),
      lineas: [{ cantidad: 3, pvpunitario: 10 }],
    });
    const field = `refund_${sold.lines[0]?.idlinea}`;
    const ask = (units: string) => {
      const json = { idfactura: sold.doc.idfactura, fecha: sold.doc.fecha, [field]: units };
      return api.call('POST', '/crearFacturaRectificativaCliente', { json });
    };
    for (const none of ['0x1', '1abc', '1.5,5']) {
      const answer = await ask(none);
      expect([none, answer.status, refusedFields(answer)]).toEqual([none, 400, [field]]);
    }
    expect((await ask('0,5')).body.lines).toMatchObject([{ cantidad: -0.5 }]);
    const { idproducto } = await createProduct(api, { descripcion: 'p', precio: '12,5' });
    expect((await api.get(`/productos/${idproducto}`)).body.precio).toBe(12.5);
    const wrong = await api.call('PUT', `/productos/${idproducto}`, { form: { precio: '1,2,3' } });
    expect([wrong.status, refusedFields(wrong)]).toEqual([400, ['precio']]);
  });
});
