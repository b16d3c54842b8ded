import {
  Code,
  GeneratedKey,
  Integer,
  LongText,
  Model,
  Moment,
  now,
  Text,
  to,
} from '../models/index.js';

@Model({
  name: 'AttachedFileRelation',
  resource: 'attachedfilerelations',
  table: 'attached_files_rel',
  description: 'The link that attaches a stored file to a record of any kind.',
  example: { idfile: 1, model: 'FacturaCliente', modelid: 1, observations: 'Signed copy' },
  exampleChange: { observations: 'Paid' },
})
export class AttachedFileRelation {
  @Moment('Moment at which the file was attached', { initial: now })
  creationdate!: string | null;

  @GeneratedKey('Internal number of the link')
  id!: number;

  @Integer('Stored file that is attached', {
    required: true,
    references: to('attached_files', 'CASCADE'),
  })
  idfile!: number;

  @Text(30, 'Model name of the record, e.g. FacturaCliente', { required: true })
  model!: string;

  @Integer('Numeric key of the record with the file', { required: true })
  modelid!: number;

  @Text(40, 'Text key of the record, for models without numeric key')
  modelcode!: string | null;

  @Code(50, 'User who attached the file', { references: to('users', 'SET NULL') })
  nick!: string | null;

  @LongText('Free notes about the attachment')
  observations!: string | null;

  @Integer('Position among the files of the same record')
  orden!: number | null;
}
