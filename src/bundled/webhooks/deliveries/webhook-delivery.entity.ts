import { Code, Integer, Json, Model, Moment, Real, Text, to } from 'facturanest/plugin';

/**
 * `pending` was not tried yet, `failed` is tried again, `dead` was given up, `delivered` was taken
 * by its receiver.
 */
export type DeliveryStatus = 'pending' | 'failed' | 'dead' | 'delivered';

@Model({
  name: 'WebhookDelivery',
  resource: 'webhookdeliveries',
  table: 'webhook_deliveries',
  description: 'One event on its way to one endpoint.',
  shows: 'model',
  // What the dispatcher looks through: a model can declare an index only where it is unique.
  unique: [{ name: 'webhook_deliveries_due', columns: ['endpoint', 'due', 'id'] }],
})
export class WebhookDelivery {
  @Integer('How often it was sent since it was made or replayed', { required: true, default: 0 })
  attempts!: number;

  @Moment('Moment of the event', { required: true })
  created!: string;

  @Moment('Moment at which the receiver took it')
  delivered!: string | null;

  /** While it is being sent: when another process may take it over, should this one have died. */
  @Real('When it is sent next, in milliseconds since 1970; empty when it is not sent any more', {
    hidden: true,
  })
  due!: number | null;

  @Integer('Endpoint that it goes to', {
    required: true,
    references: to('webhook_endpoints', 'CASCADE'),
  })
  endpoint!: number;

  @Code(100, 'Event, such as FacturaCliente.created', { required: true })
  event!: string;

  @Integer('HTTP status that the receiver last answered with')
  httpstatus!: number | null;

  @Code(36, 'Identifier, the same for every attempt: the Webhook-Id of the request', { key: true })
  id!: string;

  @Moment('Moment at which it was last sent')
  lastattempt!: string | null;

  @Text(250, 'Why the last attempt failed')
  lasterror!: string | null;

  @Code(50, 'Model of the record', { required: true })
  model!: string;

  @Text(150, 'Key of the record', { required: true, freeText: false })
  modelcode!: string;

  @Moment('Moment at which it is sent next; empty when it is not sent any more')
  nextattempt!: string | null;

  @Json('Body of the request', { required: true })
  payload!: unknown;

  @Code(10, 'pending, failed (tried again later), dead (given up) or delivered', {
    required: true,
  })
  status!: DeliveryStatus;
}
