import { Bool, GeneratedKey, Integer, Model, Moment, Real, Text } from '../models/index.js';

@Model({
  name: 'CronJob',
  resource: 'cronjobes',
  table: 'cronjobs',
  description: 'A scheduled background job and the outcome of its latest run.',
  example: { jobname: 'nightly-report', pluginname: 'reports' },
})
export class CronJob {
  @Moment('Moment at which the job last started')
  date!: string | null;

  @Integer('Number of daily executions recorded for the job', { default: 0 })
  daily_exec!: number | null;

  @Bool('True when the last run has finished', { default: false })
  done!: boolean | null;

  @Real('Recorded run time of the job, in seconds', { default: 0, anySize: true })
  duration!: number | null;

  @Bool('True while the job may be run', { default: true })
  enabled!: boolean | null;

  @Bool('True when the last run ended in an error', { default: false })
  failed!: boolean | null;

  @Integer('Number of failed runs', { default: 0 })
  fails!: number | null;

  @GeneratedKey('Internal number of the job')
  id!: number;

  @Text(50, 'Name that identifies the job', { required: true })
  jobname!: string;

  @Real('Run time of the last finished run, in seconds', { default: 0, anySize: true })
  last_duration!: number | null;

  @Text(50, 'Plugin that owns the job; empty for the core')
  pluginname!: string | null;

  @Integer('Number of runs in progress now, 0 when idle', { default: 0 })
  running!: number | null;
}
