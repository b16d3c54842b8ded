import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PLACEHOLDER_TAX_ID } from '../../../src/company/index.js';
import { describeApi } from '../../support/describe-api.js';

describeApi('invoices in the name of nobody', (api) => {
  const LINES = [{ descripcion: 'Oak desk', pvpunitario: 100 }];
  const invoice = (more: object) =>
    api.call('POST', '/crearFacturaCliente', { json: { codcliente: '1', lineas: LINES, ...more } });
  const warned = async () =>
    (await api.get('/logmessages?channel=master&level=warning')).body as object[];

  it('have the tax number of the seeds', () => {
    const seeds = readFileSync('seeds/ESP/empresas.csv', 'utf8');
    expect(seeds).toContain(`;${PLACEHOLDER_TAX_ID};`);
  });

  it('are warned of when they are issued, in the answer and in the log', async () => {
    await api.call('POST', '/clientes', { json: { nombre: 'Ana', cifnif: '12345678Z' } });
    const draft = await invoice({});
    expect(draft.headers.get('X-Warnings')).toBeNull();
    const { idfactura } = draft.body.doc;
    const json = { idestado: 11 };
    const issued = await api.call('PUT', `/facturaclientes/${idfactura}`, { json });
    expect([issued.status, issued.headers.get('X-Warnings')]).toEqual([
      200,
      'placeholder-tax-number',
    ]);
    const atOnce = await invoice(json);
    expect(atOnce.headers.get('X-Warnings')).toBe('placeholder-tax-number');
    expect(await warned()).toHaveLength(2);
    expect(await warned()).toContainEqual(
      expect.objectContaining({ model: 'FacturaCliente', modelcode: String(idfactura) }),
    );
  });

  it('are as others once the company has a number', async () => {
    const before = (await warned()).length;
    await api.call('PUT', '/empresas/1', { json: { cifnif: 'B12345674' } });
    const { status, headers } = await invoice({ idestado: 11 });
    expect([status, headers.get('X-Warnings')]).toEqual([200, null]);
    expect(await warned()).toHaveLength(before);
  });
});
