import { Code, Day, Integer, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'Ejercicio',
  resource: 'ejercicios',
  table: 'ejercicios',
  description:
    'A fiscal year of one own company. Documents and journal entries must fall inside an open one.',
  example: {
    codejercicio: '2034',
    nombre: '2034',
    fechainicio: '01-01-2034',
    fechafin: '31-12-2034',
  },
})
export class FiscalYear {
  @Code(4, 'Code of the fiscal year, up to four characters', { key: true })
  codejercicio!: string;

  @Text(15, 'State of the year: ABIERTO (open) or CERRADO (closed)', {
    required: true,
    initial: 'ABIERTO',
  })
  estado!: string;

  @Day('Last day of the fiscal year', { required: true })
  fechafin!: string;

  @Day('First day of the fiscal year', { required: true })
  fechainicio!: string;

  @Integer('Own company to which the fiscal year belongs', {
    references: to('empresas', 'CASCADE'),
  })
  idempresa!: number | null;

  @Integer('Length of ledger account codes, 4 to 15', { initial: 10 })
  longsubcuenta!: number | null;

  @Text(100, 'Name of the fiscal year', { required: true, initial: '' })
  nombre!: string;
}
