import { Bool, Code, Model, Real, Text } from '../models/index.js';

@Model({
  name: 'Retencion',
  resource: 'retenciones',
  table: 'retenciones',
  description: 'A rate of income tax withholding with the ledger accounts where it is posted.',
  example: { codretencion: 'IRPF18', descripcion: 'IRPF 18%', porcentaje: 18 },
})
export class Withholding {
  @Bool('True while the withholding can be chosen', { default: true })
  activa!: boolean | null;

  @Code(10, 'Code that identifies the withholding, e.g. IRPF15', { key: true })
  codretencion!: string;

  @Text(15, 'Ledger account for tax that customers withhold from us')
  codsubcuentaret!: string | null;

  @Text(15, 'Ledger account for tax that we withhold from suppliers')
  codsubcuentaacr!: string | null;

  @Text(50, 'Name of the withholding', { freeText: true })
  descripcion!: string | null;

  @Real('Withholding rate in percent, at least 1', { required: true, initial: 0 })
  porcentaje!: number;
}
