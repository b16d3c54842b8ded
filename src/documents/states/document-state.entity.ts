import { Bool, GeneratedKey, Integer, Model, Text } from '../../models/index.js';

@Model({
  name: 'EstadoDocumento',
  resource: 'estadodocumentos',
  table: 'estados_documentos',
  description:
    'A status that a kind of document can have. It decides whether the document is editable, its stock effect and which document comes next.',
  example: { tipodoc: 'PedidoCliente', nombre: 'Waiting for goods', editable: true },
})
export class DocumentState {
  @Bool('True while the status can be chosen', { default: true })
  activo!: boolean | null;

  @Integer('Stock effect: 0 none, 1 adds, -1 subtracts, 2 expected, -2 reserved', { initial: 0 })
  actualizastock!: number | null;

  @Bool('True if the status itself cannot be changed or deleted', { initial: false })
  bloquear!: boolean | null;

  @Text(15, 'Colour shown for the status, empty for none')
  color!: string | null;

  @Bool('True if documents in this status may be changed', { initial: true })
  editable!: boolean | null;

  @Text(30, 'Model of the document generated on entering the status; empty for none')
  generadoc!: string | null;

  @Text(50, 'Style class of the icon shown for the status')
  icon!: string | null;

  @GeneratedKey('Internal number of the status')
  idestado!: number;

  @Text(30, 'Name of the status, in the language of the installation', {
    required: true,
    freeText: true,
  })
  nombre!: string;

  @Bool('True for the initial status; one per document type', { initial: false })
  predeterminado!: boolean | null;

  @Text(30, 'Model name of the documents to which it applies', { required: true })
  tipodoc!: string;
}
