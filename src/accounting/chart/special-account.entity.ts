import { Code, Model, Text } from '../../models/index.js';

@Model({
  name: 'CuentaEspecial',
  resource: 'cuentaespeciales',
  table: 'cuentasesp',
  description:
    'A special account: a tag that marks which account plays a role, such as customers, sales or output VAT.',
  example: { codcuentaesp: 'RENT', descripcion: 'Rents of offices' },
})
export class SpecialAccount {
  @Code(6, 'Code of the role, e.g. CLIENT, PROVEE or IVASOP', { key: true })
  codcuentaesp!: string;

  @Text(255, 'Meaning of the role, for people', { required: true })
  descripcion!: string;
}
