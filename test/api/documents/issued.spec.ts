import { beforeAll, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  createDocument,
  createFor,
  createSubjects,
  type Subjects,
} from '../../support/documents.js';
import { INVOICE, PURCHASE_INVOICE } from '../../support/states.js';

/** Real Decreto 1619/2012, article 6.1.a; Real Decreto 1007/2023, article 8. */
describeApi('issued invoices', (api) => {
  let subjects: Subjects;
  beforeAll(async () => {
    subjects = await createSubjects(api);
  });

  const lineas = [{ descripcion: 'x', cantidad: 1, pvpunitario: 100 }];
  const lock = (lockissued: boolean) => change(api, 'settings/default', { lockissued });
  const invoice = async (kind = 'FacturaCliente') =>
    (await createFor(subjects, api, kind, { lineas })).doc;
  const refusal = async (method: string, path: string, json?: object) => {
    const { status, body } = await api.call(method, path, { json });
    return [status, (body.details ?? []).map(({ code }: { code: string }) => code)];
  };

  it('stay issued where the settings say so', async () => {
    await lock(true);
    const doc = await invoice();
    const path = `/facturaclientes/${doc.idfactura}`;
    await change(api, path.slice(1), { idestado: INVOICE.issued });
    expect(await refusal('DELETE', path)).toEqual([400, ['invoice-issued']]);
    const draft = { idestado: INVOICE.draft };
    expect(await refusal('PUT', path, draft)).toEqual([400, ['invoice-issued']]);
    const edit = `/editarFacturaCliente/${doc.idfactura}`;
    expect(await refusal('PUT', edit, draft)).toEqual([422, ['invoice-issued']]);
    expect(await change(api, path.slice(1), { numdocs: 1 })).toMatchObject({
      ...{ numero: doc.numero, idestado: INVOICE.issued, editable: false },
    });
  });

  it('stay issued when a refund of them that is a draft goes', async () => {
    await lock(true);
    const { idfactura, fecha } = await invoice();
    const refund = await createDocument(api, 'FacturaRectificativaCliente', {
      ...{ idfactura, fecha, codserie: 'R', idestado: INVOICE.draft },
    });
    const path = `/facturaclientes/${refund.doc.idfactura}`;
    expect((await api.call('DELETE', path)).status).toBe(200);
    const { body } = await api.get(`/facturaclientes/${idfactura}`);
    expect(body).toMatchObject({ idestado: INVOICE.issued, editable: false });
  });

  it('that became drafts before neither go, and drafts do', async () => {
    await lock(false);
    const doc = await invoice();
    const path = `facturaclientes/${doc.idfactura}`;
    await change(api, path, { idestado: INVOICE.issued });
    await change(api, path, { idestado: INVOICE.draft });
    await lock(true);
    expect(await refusal('DELETE', `/${path}`)).toEqual([400, ['invoice-issued']]);
    const draft = await invoice();
    expect(await refusal('DELETE', `/facturaclientes/${draft.idfactura}`)).toEqual([200, []]);
  });

  it('of suppliers are not issued by us', async () => {
    await lock(true);
    const path = `facturaproveedores/${(await invoice('FacturaProveedor')).idfactura}`;
    await change(api, path, { idestado: PURCHASE_INVOICE.received });
    const opened = await change(api, path, { idestado: PURCHASE_INVOICE.draft });
    expect(opened.editable).toBe(true);
  });
});
