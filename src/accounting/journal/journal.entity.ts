import { Integer, Model, Text } from '../../models/index.js';

@Model({
  name: 'Diario',
  resource: 'diarios',
  table: 'diarios',
  description: 'A journal (book) in which journal entries are grouped.',
  example: { descripcion: 'Bank' },
})
export class Journal {
  @Text(100, 'Name of the journal, e.g. invoices or payments', { required: true })
  descripcion!: string;

  @Integer('Number that identifies the journal', { key: true })
  iddiario!: number;
}
