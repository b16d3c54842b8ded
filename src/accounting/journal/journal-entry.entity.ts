import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  Integer,
  Model,
  Money,
  setting,
  Text,
  to,
  today,
} from '../../models/index.js';

@Model({
  name: 'Asiento',
  resource: 'asientos',
  table: 'asientos',
  description:
    'A journal entry: a balanced set of debit and credit lines posted on one date in one fiscal year.',
  example: { concepto: 'Till opened', canal: 1 },
})
export class JournalEntry {
  @Integer('Channel number for analytical grouping; empty if none')
  canal!: number | null;

  @Code(4, 'Fiscal year in which the entry is posted', {
    required: true,
    references: to('ejercicios', 'RESTRICT'),
  })
  codejercicio!: string;

  @Text(255, 'Text that explains the entry')
  concepto!: string | null;

  @Text(50, 'Code of the document that originated the entry')
  documento!: string | null;

  @Bool('True while the entry may be changed or deleted', { required: true, initial: true })
  editable!: boolean;

  @Day('Accounting date of the entry', { required: true, initial: today })
  fecha!: string;

  @GeneratedKey('Internal number of the journal entry')
  idasiento!: number;

  @Integer('Journal in which the entry is grouped', { references: to('diarios', 'SET NULL') })
  iddiario!: number | null;

  @Integer('Own company whose books hold the entry', {
    initial: setting('idempresa'),
    references: to('empresas', 'CASCADE'),
  })
  idempresa!: number | null;

  @Money('Amount of the entry, negative for refunds', { required: true, default: 0 })
  importe!: number;

  @Integer('Sequential number of the entry within the fiscal year', { required: true, initial: '' })
  numero!: number;

  @Text(1, 'Special kind: A opening, C closing, R regularisation, empty ordinary')
  operacion!: string | null;
}
