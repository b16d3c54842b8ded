import { Bool, Code, GeneratedKey, Integer, Model, setting, Text, to } from '../../models/index.js';

@Model({
  name: 'SecuenciaDocumento',
  resource: 'secuenciadocumentos',
  table: 'secuencias_documentos',
  description:
    'A numbering sequence: it gives the numbers and codes of one kind of document in one series and company.',
  example: { tipodoc: 'FacturaCliente', codserie: 'B', patron: '{SERIE}{EJE}-{NUM}' },
})
export class DocumentSequence {
  @Code(4, 'Fiscal year of the sequence; empty if shared by all years', {
    references: to('ejercicios', 'CASCADE'),
  })
  codejercicio!: string | null;

  @Code(4, 'Series whose documents are numbered', {
    required: true,
    references: to('series', 'CASCADE'),
  })
  codserie!: string;

  @Integer('Own company whose documents are numbered', {
    required: true,
    initial: setting('idempresa'),
    references: to('empresas', 'CASCADE'),
  })
  idempresa!: number;

  @GeneratedKey('Internal number of the sequence')
  idsecuencia!: number;

  @Integer('First number of the sequence, at least 1', { initial: 1 })
  inicio!: number | null;

  @Integer('Digits to which the number is padded, 1 to 10', { required: true, initial: 6 })
  longnumero!: number;

  @Bool('True to keep the requested date when filling a gap', { required: true, default: false })
  mantenerfecha!: boolean;

  @Integer('Next number that will be assigned', { required: true, initial: 1 })
  numero!: number;

  @Text(50, 'Pattern of the code, with placeholders such as {EJE}, {SERIE} and {NUM}', {
    required: true,
    initial: '{EJE}{SERIE}{0NUM}',
  })
  patron!: string;

  @Text(30, 'Model name of the numbered documents, e.g. FacturaCliente', { required: true })
  tipodoc!: string;

  @Bool('True to fill gaps left by deleted documents', { required: true, default: false })
  usarhuecos!: boolean;
}
