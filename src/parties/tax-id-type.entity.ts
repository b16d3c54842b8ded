import { Bool, Code, Model, Text } from '../models/index.js';

@Model({
  name: 'IdentificadorFiscal',
  resource: 'identificadorfiscales',
  table: 'idsfiscales',
  description: 'A kind of tax identification number, with the choice of checking its digits.',
  example: { tipoidfiscal: 'ID-CARD', validar: false },
  unique: [{ name: 'uniq_idsfiscales_tipoidfiscal_codeid', columns: ['tipoidfiscal', 'codeid'] }],
})
export class TaxIdType {
  @Text(2, 'Code of the kind in official files')
  codeid!: string | null;

  @Code(25, 'Name of the kind, e.g. NIF, CIF or Pasaporte', { key: true })
  tipoidfiscal!: string;

  @Bool('True to refuse numbers with wrong check digits', { default: false })
  validar!: boolean | null;
}
