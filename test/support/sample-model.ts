import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  Integer,
  Json,
  LongText,
  Model,
  ModelDefinition,
  Moment,
  Money,
  Real,
  Text,
  Time,
} from '../../src/models/index.js';

/** A model with a column of each kind, for tests of what works on any. */
@Model({
  name: 'Sample',
  resource: 'samples',
  table: 'sample',
  description: 'A row of each kind',
  unique: [{ name: 'uniq_sample', columns: ['text', 'integer'] }],
})
export class Sample {
  @GeneratedKey('Key')
  id!: number;

  @Code(4, 'Code')
  code!: string | null;

  @Text(9, 'Text')
  text!: string | null;

  @LongText('Long text')
  longText!: string | null;

  @Integer('Integer')
  integer!: number | null;

  @Real('Real')
  real!: number | null;

  @Money('Money', { required: true, default: 0 })
  money!: number;

  @Bool('Boolean')
  boolean!: boolean | null;

  @Day('Day')
  day!: string | null;

  @Time('Time')
  time!: string | null;

  @Moment('Moment')
  moment!: string | null;

  @Json('JSON')
  json!: unknown;

  @Text(9, 'Hidden', { hidden: true })
  hidden!: string | null;

  @Text(9, 'Written by rules only', { protected: true })
  own!: string | null;

  @LongText('Shown in other words', {
    searchable: false,
    shown: { as: (stored) => stored && String(stored).toUpperCase() },
  })
  shown!: string | null;
}

export const SAMPLE = new ModelDefinition(Sample);
