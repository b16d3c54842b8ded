import { Code, Model, Text, to } from '../models/index.js';

@Model({
  name: 'GrupoClientes',
  resource: 'grupoclientes',
  table: 'gruposclientes',
  description: 'A group of customers who share a price list or a ledger account.',
  example: { codgrupo: 'SHOPS', nombre: 'Shops' },
})
export class CustomerGroup {
  @Code(6, 'Code that identifies the group', { key: true })
  codgrupo!: string;

  @Text(15, 'Ledger account for customers of the group without their own')
  codsubcuenta!: string | null;

  @Code(6, 'Price list for the customers of the group', { references: to('tarifas', 'SET NULL') })
  codtarifa!: string | null;

  @Text(100, 'Name of the group', { required: true })
  nombre!: string;
}
