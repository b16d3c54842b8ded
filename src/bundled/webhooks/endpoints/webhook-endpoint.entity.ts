import {
  Bool,
  GeneratedKey,
  Integer,
  Json,
  Model,
  Moment,
  now,
  Real,
  Text,
} from 'facturanest/plugin';

@Model({
  name: 'WebhookEndpoint',
  resource: 'webhookendpoints',
  table: 'webhook_endpoints',
  description: 'An address that is told of what happens to records.',
  example: { url: 'https://example.com/hooks', events: ['FacturaCliente.*'] },
})
export class WebhookEndpoint {
  @Bool('True while the address is told of events', { required: true, initial: true })
  active!: boolean;

  @Moment('Moment at which the endpoint was made', {
    required: true,
    protected: true,
    initial: now,
  })
  created!: string;

  @Text(150, 'What the endpoint is for')
  description!: string | null;

  @Text(250, 'Why the server stopped telling it; empty while it does', { protected: true })
  disabledreason!: string | null;

  @Json('Events that it is told of, such as FacturaCliente.*, *.created or Cliente.updated', {
    required: true,
  })
  events!: unknown;

  @Integer('Deliveries in a row that the server gave up', {
    required: true,
    default: 0,
    protected: true,
  })
  failures!: number;

  @GeneratedKey('Internal number')
  id!: number;

  @Moment('Moment of the last delivery, to the minute', { protected: true })
  lastsuccess!: string | null;

  @Text(100, 'The secret before this one; hidden from all answers', {
    hidden: true,
    protected: true,
  })
  oldsecret!: string | null;

  @Real('Until when the old secret signs too, in milliseconds since 1970', {
    hidden: true,
    protected: true,
  })
  oldsecretuntil!: number | null;

  @Text(100, 'Secret that deliveries are signed with; shown once, when it is made', {
    required: true,
    hidden: true,
  })
  secret!: string;

  @Text(500, 'Address that deliveries are sent to', { required: true })
  url!: string;
}
