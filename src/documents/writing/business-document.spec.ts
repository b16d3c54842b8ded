import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedUpdate } from '../../../test/support/refusal.js';
import {
  CustomerOrder,
  CustomerOrderLine,
  CustomerQuote,
  CustomerQuoteLine,
  DocumentState,
  DocumentTransformation,
  SupplierOrder,
} from '../index.js';

const STARTS = { 5: 'PedidoCliente', 6: 'PresupuestoCliente', 7: 'PedidoProveedor' };
const CODES = { codigo: 'X1', codejercicio: '2026' };

describe('documents as plain records', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords({
      idempresa: 1,
      codalmacen: 'ALG',
      coddivisa: 'USD',
      codpago: 'CONT',
      codserie: 'A',
      codimpuesto: 'IVA21',
    });
    const rows = [
      "INSERT INTO empresas (idempresa, nombre) VALUES (1, 'Uno')",
      "INSERT INTO almacenes (codalmacen, nombre, idempresa) VALUES ('ALG', 'General', 1)",
      "INSERT INTO divisas (coddivisa, tasaconv, tasaconvcompra) VALUES ('USD', 1.129, 1.1)",
      "INSERT INTO formaspago (codpago, descripcion) VALUES ('CONT', 'Contado')",
      "INSERT INTO series (codserie, siniva) VALUES ('A', 0)",
      "INSERT INTO impuestos (codimpuesto, iva, recargo) VALUES ('IVA21', 21, 5.2)",
      'INSERT INTO ejercicios (codejercicio, estado, fechainicio, fechafin, idempresa, nombre)' +
        " VALUES ('2026', 'ABIERTO', '2026-01-01', '2026-12-31', 1, '2026')",
    ];
    await bench.run(async (c) => {
      for (const sql of rows) await c.transaction.run(sql);
      await c.records.insert(DocumentState, {
        idestado: 4,
        tipodoc: 'PedidoCliente',
        nombre: 'Otro',
      });
      for (const [idestado, tipodoc] of Object.entries(STARTS)) {
        const state = { idestado: Number(idestado), tipodoc, nombre: 'Abierto' };
        await c.records.insert(DocumentState, { ...state, predeterminado: true });
      }
    });
  });
  afterAll(() => bench.close());

  const order = (values: Partial<CustomerOrder> = {}) =>
    bench.run((c) => c.records.insert(CustomerOrder, { ...CODES, cifnif: '', ...values }));

  it('start in the default state of their kind, with the rate of their side', async () => {
    const sale = await order({ codigo: 'V1' });
    expect(sale).toMatchObject({ idestado: 5, editable: true, tasaconv: 1.129, codigo: 'V1' });
    const purchase = await bench.run((c) =>
      c.records.insert(SupplierOrder, { ...CODES, cifnif: '' }),
    );
    expect(purchase).toMatchObject({ idestado: 7, editable: true, tasaconv: 1.1 });
  });

  it('escape their texts', async () => {
    const texts = { observaciones: ' <i> ', nombrecliente: '"N"', numero2: "'", cifnif: '<c>' };
    expect(await order({ codigo: 'T1', ...texts })).toMatchObject({
      observaciones: '&lt;i&gt;',
      nombrecliente: '&quot;N&quot;',
      numero2: '&#39;',
      cifnif: '<c>',
    });
  });

  it('have lines with the default tax, or with none at all', async () => {
    const { idpedido } = await order({ codigo: 'L1' });
    const line = await bench.run((c) =>
      c.records.insert(CustomerOrderLine, { idpedido, referencia: ' <r> ', servido: -1 }),
    );
    expect(line).toMatchObject({
      codimpuesto: 'IVA21',
      iva: 21,
      recargo: 5.2,
      referencia: '&lt;r&gt;',
      servido: 0,
      pvptotal: 0,
    });
    const untaxed = { idpedido, codimpuesto: '', cantidad: -1, servido: -1 };
    expect(await bench.run((c) => c.records.insert(CustomerOrderLine, untaxed))).toMatchObject({
      codimpuesto: null,
      iva: 0,
      recargo: 0,
      servido: -1,
    });
  });

  describe('and their transformations', () => {
    let trace: Partial<DocumentTransformation>;
    let line: CustomerQuoteLine;
    beforeAll(async () => {
      const child = await order({ codigo: 'C1' });
      await bench.run(async (c) => {
        const quote = await c.records.insert(CustomerQuote, { ...CODES, codigo: 'P1' });
        const { idpresupuesto } = quote;
        line = await c.records.insert(CustomerQuoteLine, {
          idpresupuesto,
          cantidad: 5,
          servido: 0.3,
        });
        const { idpedido } = child;
        const generated = await c.records.insert(CustomerOrderLine, { idpedido, cantidad: 0.1 });
        trace = {
          cantidad: 0.1,
          model1: 'PresupuestoCliente',
          iddoc1: idpresupuesto,
          idlinea1: line.idlinea,
          model2: 'PedidoCliente',
          iddoc2: idpedido,
          idlinea2: generated.idlinea,
        };
      });
    });

    const served = async () =>
      (await bench.run((c) => c.records.find(CustomerQuoteLine, line.idlinea)))?.servido;

    it('give back to the source what they passed on', async () => {
      const saved = await bench.run((c) => c.records.insert(DocumentTransformation, trace));
      expect(await served()).toBe(0.3);
      await bench.run((c) => c.records.remove(DocumentTransformation, saved));
      expect(await served()).toBe(0.2);
    });

    it('of nothing, or of a line that is gone, give nothing back', async () => {
      await bench.run(async (c) => {
        const none = await c.records.insert(DocumentTransformation, { ...trace, cantidad: 0 });
        await c.records.remove(DocumentTransformation, none);
        const gone = await c.records.insert(DocumentTransformation, trace);
        await c.records.assign(DocumentTransformation, { id: gone.id }, { idlinea1: 9999 });
        await c.records.remove(
          DocumentTransformation,
          (await c.records.find(DocumentTransformation, gone.id))!,
        );
      });
      expect(await served()).toBe(0.2);
    });

    it.each([
      [{ model1: 'Nothing' }, 'unknown-document-kind', 'model1'],
      [{ model2: 'Cliente' }, 'unknown-document-kind', 'model2'],
      [{ iddoc1: 9999 }, 'reference-not-found', 'iddoc1'],
      [{ iddoc2: 9999 }, 'reference-not-found', 'iddoc2'],
      [{ idlinea1: 9999 }, 'reference-not-found', 'idlinea1'],
      [{ idlinea2: 9999 }, 'reference-not-found', 'idlinea2'],
      [{ model1: null }, 'field-can-not-be-null', 'model1'],
    ])('refuse %j', async (values, code, field) => {
      const wrong = { ...trace, ...values } as Partial<DocumentTransformation>;
      const { problem } = await refusedInsert(bench, DocumentTransformation, wrong);
      expect(problem).toMatchObject({ code, field });
      expect(await bench.run((c) => c.records.count(DocumentTransformation))).toBe(0);
    });

    it('refuse a line of another document', async () => {
      const other = await order({ codigo: 'C2' });
      const { id } = await bench.run((c) => c.records.insert(DocumentTransformation, trace));
      const refused = await refusedUpdate(bench, DocumentTransformation, id, {
        iddoc2: other.idpedido,
      });
      expect(refused.problem).toMatchObject({ code: 'reference-not-found', field: 'idlinea2' });
    });
  });
});
