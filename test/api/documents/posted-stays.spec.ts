import { describe, expect, it } from 'vitest';
import { describeApi } from '../../support/describe-api.js';
import {
  change,
  create,
  createDocument,
  createProduct,
  editDocument,
  type Row,
} from '../../support/documents.js';
import { createParty, linesOf, PAYMENT_SIDES, readInvoice, SALES } from '../../support/payments.js';

let taxes = 0;

describeApi('what was posted', (api) => {
  describe.each(PAYMENT_SIDES)('of $side', (side) => {
    const isSale = side === SALES;
    const ofTax = isSale ? 'codsubcuentarep' : 'codsubcuentasop';
    const ofProduct = isSale ? 'codsubcuentaven' : 'codsubcuentacom';
    const [tax10, income] = isSale ? ['4770000010', '7010000000'] : ['4720000010', '6010000000'];

    /** An invoice whose accounts are all others today. */
    const posted = async () => {
      taxes += 1;
      const codimpuesto = `PS${taxes}`;
      await create(api, 'impuestos', { codimpuesto, descripcion: 'Tax', iva: 21, tipo: 1 });
      const code = await createParty(api, side);
      const { idproducto, referencia } = await createProduct(api, {
        descripcion: 'p',
        precio: 100,
      });
      const lineas = [{ referencia, pvpunitario: 100, codimpuesto }];
      const { doc, lines } = await createDocument(api, side.model, {
        [side.subject]: code,
        lineas,
      });
      const entry = await linesOf(api, doc.idasiento);
      await change(api, `impuestos/${codimpuesto}`, { [ofTax]: tax10 });
      await change(api, `productos/${idproducto}`, { [ofProduct]: income });
      const account = isSale ? '4300009999' : '4000009999';
      await change(api, `${isSale ? 'clientes' : 'proveedores'}/${code}`, {
        codsubcuenta: account,
      });
      const idfactura = doc.idfactura as number;
      return { doc, idfactura, entry, lines, idproducto: idproducto as number, codimpuesto };
    };
    const expectSame = async ({ doc, entry }: { doc: Row; entry: readonly string[] }) => {
      const { idasiento } = await readInvoice(api, side, doc.idfactura);
      expect(idasiento).toBe(doc.idasiento);
      expect(await linesOf(api, idasiento)).toEqual(entry);
    };

    it('stays when the invoice is saved for another reason', async () => {
      const made = await posted();
      const path = `${side.invoices}/${made.idfactura}`;
      for (const json of [{ observaciones: 'x' }, { codpago: 'TRANS' }, { pagada: 1 }]) {
        await change(api, path, json);
        await expectSame(made);
      }
    });

    it('stays when its lines are sent again as they are', async () => {
      const made = await posted();
      const lineas = made.lines.map(({ idlinea }) => ({ idlinea, descripcion: 'other words' }));
      await editDocument(api, side.model, made.idfactura, { observaciones: 'x', lineas });
      await expectSame(made);
    });

    it('is replaced by what the invoice says when that changes', async () => {
      const made = await posted();
      const lineas = made.lines.map(({ idlinea }) => ({ idlinea, pvpunitario: 200 }));
      const { doc } = await editDocument(api, side.model, made.idfactura, { lineas });
      expect(doc.idasiento).not.toBe(made.doc.idasiento);
      const lines = await linesOf(api, doc.idasiento);
      expect(lines.map((line) => line.split(' ')[0])).toEqual([
        isSale ? '4300009999' : '4000009999',
        tax10,
        income,
      ]);
    });

    it('stays where the chart of today lacks something', async () => {
      const made = await posted();
      await change(api, `productos/${made.idproducto}`, { [ofProduct]: '' });
      await api.execute(`UPDATE productos SET ${ofProduct} = '7999999999' WHERE idproducto = ?`, [
        made.idproducto,
      ]);
      const number = isSale ? 'numero2' : 'numproveedor';
      await change(api, `${side.invoices}/${made.idfactura}`, { [number]: 'REF' });
      await expectSame(made);
    });

    it('with another amount is replaced as soon as the invoice is saved', async () => {
      const made = await posted();
      await api.execute('UPDATE asientos SET importe = 5 WHERE idasiento = ?', [
        made.doc.idasiento,
      ]);
      await change(api, `${side.invoices}/${made.idfactura}`, { codpago: 'TRANS' });
      const { idasiento } = await readInvoice(api, side, made.idfactura);
      expect((await api.get(`/asientos/${idasiento}`)).body.importe).toBe(121);
    });
  });
});
