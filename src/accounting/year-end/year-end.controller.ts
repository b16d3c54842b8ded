import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import { found } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import { Confirmed } from '../../kernel/http/routes/reply.js';
import { CallOrigin, Fields, StoredKey } from '../../kernel/http/routes/request-parameters.js';
import { CloseYearFields, ReopenYearFields, SettleVatFields } from './year-end-fields.js';
import { VatSettlements } from './vat-settlement.service.js';
import { YearEnd, type YearEndResult } from './year-end.service.js';

/** What ends periods: fiscal years, and those of the VAT. */
@Controller()
@ApiPipeline()
export class YearEndController {
  constructor(
    private readonly yearEnd: YearEnd,
    private readonly settlements: VatSettlements,
  ) {}

  @ApiRoute('POST', 'cerrarEjercicio/:codejercicio', { tail: 'blank' })
  async close(
    @StoredKey() codejercicio: string,
    @Fields({ others: 'refused' }) fields: CloseYearFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return confirmed(await this.yearEnd.close(codejercicio, closeOptions(fields), origin));
  }

  @ApiRoute('POST', 'abrirEjercicio/:codejercicio', { tail: 'blank' })
  async reopen(
    @StoredKey() codejercicio: string,
    @Fields({ others: 'refused' }) fields: ReopenYearFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return confirmed(await this.yearEnd.reopen(codejercicio, reopenOptions(fields), origin));
  }

  @ApiRoute('POST', 'liquidarImpuestos/:idregiva', { tail: 'blank' })
  async settle(
    @StoredKey() idregiva: string,
    @Fields({ others: 'refused' }) fields: SettleVatFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    const { fechaasiento: fecha = null, iddiario = null } = fields;
    const number = /^\d{1,10}$/.test(idregiva) ? Number(idregiva) : 0;
    const settled = await this.settlements.settle(number, { fecha, iddiario }, origin);
    const { period, entry } = found(settled);
    return new Confirmed('record-updated-correctly', { data: period, asientos: [entry] });
  }
}

function closeOptions({ iddiariocierre, iddiarioapertura, copiarsubcuentas }: CloseYearFields) {
  return {
    closingJournal: iddiariocierre ?? null,
    openingJournal: iddiarioapertura ?? null,
    copySubaccounts: copiarsubcuentas ?? false,
  };
}

function reopenOptions({ borrarapertura, borrarcierre }: ReopenYearFields) {
  return { removeOpening: borrarapertura ?? true, removeClosing: borrarcierre ?? true };
}

function confirmed(result: YearEndResult | null): Confirmed {
  const { year, entries, lockedInvoices } = found(result);
  return new Confirmed('record-updated-correctly', {
    data: year,
    asientos: entries,
    facturasbloqueadas: lockedInvoices,
  });
}
