import {
  Bool,
  GeneratedKey,
  Integer,
  LongText,
  Model,
  Moment,
  now,
  Real,
  Text,
} from '../models/index.js';

@Model({
  name: 'WorkEvent',
  resource: 'workeventes',
  table: 'work_events',
  description: 'An event in the queue of background work, with the outcome of its processing.',
})
export class WorkEvent {
  @Moment('Moment at which the event was queued', { required: true, initial: now })
  creation_date!: string;

  @Bool('True when the event has been processed', { default: false })
  done!: boolean | null;

  @Moment('Moment at which the event was processed')
  done_date!: string | null;

  @Real('Processing time in seconds', { anySize: true })
  execution_time!: number | null;

  @GeneratedKey('Internal number of the event')
  id!: number;

  @Text(100, 'Name of the event, e.g. Model.Partida.Save', { required: true })
  name!: string;

  @Text(50, 'User who caused the event; empty for API calls')
  nick!: string | null;

  @LongText('Data of the event as JSON')
  params!: string | null;

  @Text(100, 'Key of the record concerned', { freeText: false })
  value!: string | null;

  @Integer('Number of workers that processed the event', { initial: 0 })
  workers!: number | null;

  @Text(200, 'Names of the workers that processed the event', { initial: '', freeText: false })
  worker_list!: string | null;
}
