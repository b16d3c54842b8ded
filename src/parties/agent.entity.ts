import {
  Bool,
  Code,
  Day,
  Integer,
  LongText,
  Model,
  setting,
  Text,
  to,
  today,
} from '../models/index.js';

@Model({
  name: 'Agente',
  resource: 'agentes',
  table: 'agentes',
  description: 'A sales agent who looks after customers and is credited with their sales.',
  example: { nombre: 'Marta Gil', cifnif: '12345678Z', email: 'marta@example.com' },
})
export class Agent {
  @Text(100, 'Job title of the agent')
  cargo!: string | null;

  @Text(30, 'Tax identification number of the agent')
  cifnif!: string | null;

  @Code(10, 'Code that identifies the sales agent', { key: true })
  codagente!: string;

  @Bool('True when no longer in use; follows from the leaving date', { default: false })
  debaja!: boolean | null;

  @Text(100, 'Contact e-mail address, stored in lower case', { freeText: false })
  email!: string | null;

  @Day('Date on which the agent joined', { initial: today })
  fechaalta!: string | null;

  @Day('Date of leaving; setting it marks the record inactive')
  fechabaja!: string | null;

  @Integer('Contact record with the address of the agent')
  idcontacto!: number | null;

  @Integer('Product linked with the agent, if any', { references: to('productos', 'SET NULL') })
  idproducto!: number | null;

  @Text(100, 'Full name of the agent', { required: true })
  nombre!: string;

  @LongText('Free notes about the agent')
  observaciones!: string | null;

  @Text(30, 'Main telephone number, free format')
  telefono1!: string | null;

  @Text(30, 'Second telephone number, free format')
  telefono2!: string | null;

  @Text(25, 'Kind of tax identification number, e.g. NIF, CIF or VAT', {
    initial: setting('tipoidfiscal'),
  })
  tipoidfiscal!: string | null;
}
