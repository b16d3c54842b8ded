import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, type RecordsBench } from '../../../test/support/records.js';
import { refusedInsert, refusedRemoval, refusedUpdate } from '../../../test/support/refusal.js';
import { DocumentState } from '../index.js';

describe('document states', () => {
  let bench: RecordsBench;
  beforeAll(async () => {
    bench = await openRecords();
  });
  afterAll(() => bench.close());

  const create = (tipodoc: string, values: Partial<DocumentState> = {}) =>
    bench.run((c) => c.records.insert(DocumentState, { tipodoc, nombre: 'x', ...values }));
  const change = (id: number, values: Partial<DocumentState>) =>
    bench.run(async (c) =>
      c.records.update(DocumentState, (await c.records.find(DocumentState, id))!, values),
    );
  const remove = (id: number) =>
    bench.run(async (c) =>
      c.records.remove(DocumentState, (await c.records.find(DocumentState, id))!),
    );
  const defaultsOf = async (tipodoc: string) => {
    const found = await bench.run((c) =>
      c.records.list(DocumentState, { tipodoc, predeterminado: true }),
    );
    return found.map(({ idestado }) => idestado);
  };

  it('start active, editable and without effect', async () => {
    expect(await create('A', { nombre: ' <Nuevo> ' })).toMatchObject({
      nombre: '&lt;Nuevo&gt;',
      activo: true,
      actualizastock: 0,
      bloquear: false,
      editable: true,
      predeterminado: false,
    });
  });

  it.each([
    [{ nombre: 'x' }, 'tipodoc'],
    [{ tipodoc: 'A', nombre: ' ' }, 'nombre'],
    [{ tipodoc: 'A' }, 'nombre'],
  ])('refuse %j', async (values, field) => {
    const { problem } = await refusedInsert(bench, DocumentState, values);
    expect(problem).toMatchObject({ code: 'field-can-not-be-null', field });
  });

  it('that are inactive are not the default', async () => {
    expect(await create('B', { activo: false, predeterminado: true })).toMatchObject({
      predeterminado: false,
    });
  });

  it('that are the default leave documents editable', async () => {
    const values = { tipodoc: 'B', nombre: 'x', predeterminado: true, editable: false };
    const { codes } = await refusedInsert(bench, DocumentState, values);
    expect(codes).toEqual(['default-not-editable']);
    const generating = { ...values, editable: true, generadoc: 'PedidoCliente' };
    const refused = await refusedInsert(bench, DocumentState, generating);
    expect(refused.codes).toEqual(['default-not-editable']);
    expect(await defaultsOf('B')).toEqual([]);
  });

  it('that generate a document are not editable, move no stock and are none of invoices', async () => {
    const generating = { tipodoc: 'C', nombre: 'x', generadoc: 'AlbaranCliente' };
    expect(await create('C', generating)).toMatchObject({ editable: false });
    const stock = await refusedInsert(bench, DocumentState, { ...generating, actualizastock: -1 });
    expect(stock.codes).toEqual(['generating-status-moves-no-stock']);
    for (const tipodoc of ['FacturaCliente', 'FacturaProveedor']) {
      const invoice = await refusedInsert(bench, DocumentState, { ...generating, tipodoc });
      expect(invoice.codes).toEqual(['invoices-generate-nothing']);
    }
  });

  it('have one default for each kind, also over a locked one', async () => {
    const first = await create('D', { predeterminado: true, bloquear: true });
    const other = await create('E', { predeterminado: true });
    const second = await create('D', { predeterminado: true });
    expect(await defaultsOf('D')).toEqual([second.idestado]);
    expect(await defaultsOf('E')).toEqual([other.idestado]);
    await change(second.idestado, { predeterminado: false });
    expect(await defaultsOf('D')).toEqual([first.idestado]);
  });

  it('give the default on to the first editable one', async () => {
    const locked = await create('F', { editable: false });
    const inactive = await create('F', { activo: false });
    const first = await create('F');
    const last = await create('F', { predeterminado: true });
    await remove(last.idestado);
    expect(await defaultsOf('F')).toEqual([first.idestado]);
    await change(first.idestado, { tipodoc: 'G' });
    expect(await defaultsOf('F')).toEqual([]);
    expect(await defaultsOf('G')).toEqual([first.idestado]);
    expect([locked.predeterminado, inactive.predeterminado]).toEqual([false, false]);
  });

  it('have no default when the first one gives it up itself', async () => {
    const first = await create('H', { predeterminado: true });
    await create('H');
    await change(first.idestado, { activo: false });
    expect(await defaultsOf('H')).toEqual([]);
  });

  it('that are locked can be neither changed nor deleted before they are unlocked', async () => {
    const { idestado } = await create('I', { bloquear: true });
    const changed = await refusedUpdate(bench, DocumentState, idestado, { nombre: 'y' });
    expect(changed.codes).toEqual(['locked-status']);
    const removed = await refusedRemoval(bench, DocumentState, idestado);
    expect(removed.codes).toEqual(['locked-status']);
    await change(idestado, { bloquear: false, nombre: 'y' });
    await change(idestado, { bloquear: true });
    await change(idestado, { bloquear: false });
    await remove(idestado);
    expect(await bench.run((c) => c.records.find(DocumentState, idestado))).toBeNull();
  });
});
