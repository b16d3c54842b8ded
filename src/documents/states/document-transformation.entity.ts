import { GeneratedKey, Integer, Model, Real, Text } from '../../models/index.js';

@Model({
  name: 'DocTransformation',
  resource: 'doctransformations',
  table: 'doctransformations',
  description:
    'The trace from one document line to the line of the next document that was generated from it.',
  example: {
    model1: 'PresupuestoCliente',
    iddoc1: 1,
    idlinea1: 1,
    model2: 'PedidoCliente',
    iddoc2: 1,
    idlinea2: 1,
    cantidad: 2,
  },
  exampleChange: { cantidad: 1 },
  // They are looked up with every document that is edited or goes.
  indexes: [
    { name: 'fn_traces_of_document', columns: ['iddoc1'] },
    { name: 'fn_traces_to_document', columns: ['iddoc2'] },
    { name: 'fn_traces_of_line', columns: ['idlinea1'] },
    { name: 'fn_traces_to_line', columns: ['idlinea2'] },
  ],
})
export class DocumentTransformation {
  @Real('Quantity passed from the source line to the generated line', { initial: 0 })
  cantidad!: number | null;

  @GeneratedKey('Internal number of the trace')
  id!: number;

  @Integer('Internal number of the source document', { required: true })
  iddoc1!: number;

  @Integer('Internal number of the generated document', { required: true })
  iddoc2!: number;

  @Integer('Internal number of the source line', { required: true })
  idlinea1!: number;

  @Integer('Internal number of the generated line', { required: true })
  idlinea2!: number;

  @Text(30, 'Model name of the source document, e.g. PedidoCliente', { required: true })
  model1!: string;

  @Text(30, 'Model name of the generated document, e.g. AlbaranCliente', { required: true })
  model2!: string;
}
