import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import { found } from '../../kernel/errors/refusal.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import type { RequestBody } from '../../kernel/http/body/body-reader.js';
import { readDto } from '../../kernel/http/routes/fields.pipe.js';
import { Confirmed } from '../../kernel/http/routes/reply.js';
import { CallOrigin, HeldBody, StoredKey } from '../../kernel/http/routes/request-parameters.js';
import { ChartFields } from './chart-fields.js';
import { ChartImport } from './chart-import.service.js';
import { chartText } from './chart-text.js';

@Controller()
@ApiPipeline()
export class ChartImportController {
  constructor(private readonly imports: ChartImport) {}

  @ApiRoute('POST', 'importarPlanContable/:codejercicio', { tail: 'blank' })
  async import(
    @StoredKey() codejercicio: string,
    @HeldBody() body: RequestBody,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    try {
      const fields = readDto(ChartFields, body.fields, { others: 'refused' });
      const csv = await chartText(fields, body.files);
      const length = fields.longsubcuenta ?? undefined;
      const imported = await this.imports.run(codejercicio, csv, length, origin);
      const { year, accounts, subaccounts } = found(imported);
      const counts = { cuentas: accounts, subcuentas: subaccounts };
      return new Confirmed('record-updated-correctly', { data: year, ...counts });
    } finally {
      await body.dispose();
    }
  }
}
