import { Code, Model, Text } from '../../models/index.js';

@Model({
  name: 'ConceptoPartida',
  resource: 'conceptopartidas',
  table: 'conceptos_partidas',
  description: 'A ready-made explanatory text for journal lines.',
  example: { descripcion: 'Rent of the month' },
})
export class EntryConcept {
  @Code(6, 'Code that identifies the text template', { key: true })
  codconcepto!: string;

  @Text(255, 'Text to use as concept of a journal line', { required: true })
  descripcion!: string;
}
