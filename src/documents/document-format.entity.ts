import { Bool, Code, GeneratedKey, Integer, LongText, Model, Text, to } from '../models/index.js';

@Model({
  name: 'FormatoDocumento',
  resource: 'formatodocumentos',
  table: 'formatos_documentos',
  description:
    'A print format: the title, text and logo that a kind of document gets when printed.',
  example: { nombre: 'Export invoice', tipodoc: 'FacturaCliente', titulo: 'Invoice' },
})
export class DocumentFormat {
  @Bool('True to apply the format without being asked', { default: true })
  autoaplicar!: boolean | null;

  @Code(4, 'Numbering series to which the format is limited', {
    references: to('series', 'CASCADE'),
  })
  codserie!: string | null;

  @GeneratedKey('Internal number of the format')
  id!: number;

  @Integer('Own company to which the format is limited', { references: to('empresas', 'CASCADE') })
  idempresa!: number | null;

  @Integer('Stored file with the logo to print', { references: to('attached_files', 'SET NULL') })
  idlogo!: number | null;

  @Text(30, 'Name of the format in lists', { freeText: true })
  nombre!: string | null;

  @LongText('Additional text printed on the document')
  texto!: string | null;

  @Text(30, 'Model name of the documents to which it applies')
  tipodoc!: string | null;

  @Text(30, 'Title printed on the document, e.g. Proforma', { freeText: true })
  titulo!: string | null;
}
