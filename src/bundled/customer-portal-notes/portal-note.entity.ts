import {
  Bool,
  Code,
  Day,
  GeneratedKey,
  Model,
  Moment,
  now,
  Text,
  to,
  today,
} from 'facturanest/plugin';

@Model({
  name: 'PortalNote',
  resource: 'portalnotes',
  table: 'portal_notes',
  description: 'A note about a customer that the back office and a customer portal share.',
  example: { codcliente: '1', text: 'Pays by transfer', author: 'Marta' },
})
export class PortalNote {
  @GeneratedKey('Internal number of the note')
  id!: number;

  @Code(10, 'Customer whom the note is about', {
    required: true,
    references: to('clientes', 'CASCADE'),
  })
  codcliente!: string;

  @Text(2000, 'What the note says', { required: true })
  text!: string;

  @Text(100, 'Who wrote it')
  author!: string | null;

  @Bool('True when the customer wrote it in the portal', { default: false, protected: true })
  bycustomer!: boolean | null;

  @Bool('True when the portal shows it to the customer', { default: false })
  visible!: boolean | null;

  @Bool('True when it is printed on the sales documents of the customer', { default: false })
  printed!: boolean | null;

  @Bool('True when the customer must get no invoice', { default: false })
  blocking!: boolean | null;

  @Text(255, 'Why the customer must get no invoice; the customer never sees it')
  reason!: string | null;

  @Day('First day on which the note counts; empty for every day before the last', {
    initial: today,
  })
  validfrom!: string | null;

  @Day('Last day on which the note counts; empty for ever')
  validuntil!: string | null;

  @Moment('When it was written', { initial: now, protected: true })
  created!: string | null;
}
