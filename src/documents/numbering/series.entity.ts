import { Bool, Code, Integer, Model, Text, to } from '../../models/index.js';

@Model({
  name: 'Serie',
  resource: 'series',
  table: 'series',
  description:
    'A numbering series that separates documents, for example ordinary invoices from corrective ones.',
  example: { codserie: 'B', descripcion: 'Series B' },
})
export class Series {
  @Integer('Channel number passed on to journal entries')
  canal!: number | null;

  @Code(4, 'Code that identifies the series', { key: true })
  codserie!: string;

  @Text(100, 'Name of the series')
  descripcion!: string | null;

  @Integer('Journal in which invoices of the series are posted', {
    references: to('diarios', 'SET NULL'),
  })
  iddiario!: number | null;

  @Bool('True if documents of the series carry no VAT', { required: true, default: false })
  siniva!: boolean;

  @Text(4, 'Kind of series: R corrective, S simplified, empty ordinary')
  tipo!: string | null;
}
