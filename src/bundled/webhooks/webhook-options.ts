import { Injectable, isSwitchedOn, PluginSettings, propertiesOf } from 'facturanest/plugin';

export const PLUGIN = 'webhooks';

/** What clients may write to `settings/webhooks`, and what holds until they do. */
export const DEFAULTS = {
  /** Whether addresses may be told that are not public, such as those of one's own network. */
  allowprivate: false,
  /** Whether `http` will do, without encryption. */
  allowhttp: false,
  /** Seconds in which a receiver must answer, connection included. */
  timeout: 10,
  /** Seconds before the second attempt, the third and so on; then a delivery is given up. */
  pauses: [10, 60, 300, 1800, 7200, 21_600, 43_200, 86_400] as readonly number[],
  /** Deliveries to one endpoint at a time; with 1 they keep their order. */
  perendpoint: 4,
  /** Deliveries to all endpoints at a time. */
  total: 16,
  /** Deliveries in a row that are given up before the endpoint is told no more. */
  deactivateafter: 5,
  /** Days that delivered ones are kept. */
  days: 30,
  /** Hours in which the old secret still signs too after a new one was made. */
  rotationhours: 24,
};

export type WebhookOptions = Readonly<typeof DEFAULTS>;

type NumberName =
  'timeout' | 'perendpoint' | 'total' | 'deactivateafter' | 'days' | 'rotationhours';

const LIMITS: Readonly<Record<NumberName, readonly [least: number, most: number]>> = {
  timeout: [0.1, 60],
  perendpoint: [1, 50],
  total: [1, 200],
  deactivateafter: [1, 10_000],
  days: [0, 10_000],
  rotationhours: [0, 10_000],
};
const MOST_PAUSES = 50;
const LONGEST_PAUSE = 30 * 86_400;

/** The options that a group of settings makes; what is not understood stays at its default. */
export function optionsOf(stored: Readonly<Record<string, unknown>>): WebhookOptions {
  const number = (name: NumberName) => numberOf(stored[name], LIMITS[name]) ?? DEFAULTS[name];
  return {
    allowprivate: isSwitchedOn(stored.allowprivate),
    allowhttp: isSwitchedOn(stored.allowhttp),
    timeout: number('timeout'),
    pauses: pausesOf(stored.pauses) ?? DEFAULTS.pauses,
    perendpoint: Math.trunc(number('perendpoint')),
    total: Math.trunc(number('total')),
    deactivateafter: Math.trunc(number('deactivateafter')),
    days: number('days'),
    rotationhours: number('rotationhours'),
  };
}

/** As `optionsOf`, of the text in which the server keeps a group of settings. */
export function optionsOfText(properties: string): WebhookOptions {
  return optionsOf(propertiesOf(properties));
}

/** The options of this moment. */
@Injectable()
export class WebhookSettings {
  constructor(private readonly settings: PluginSettings) {}

  async read(): Promise<WebhookOptions> {
    return optionsOf(await this.settings.of(PLUGIN));
  }
}

/** Numbers may be kept as text: forms have nothing else. */
function numberOf(value: unknown, [least, most]: readonly [number, number]): number | null {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const number = isNumber ? Number(value) : NaN;
  return number >= least && number <= most ? number : null;
}

/** A list, or the numbers of a text with commas between them. */
function pausesOf(value: unknown): readonly number[] | null {
  if (typeof value !== 'string' && !Array.isArray(value)) return null;
  const items = typeof value === 'string' ? value.split(',') : (value as unknown[]);
  const pauses = items.map((item) => numberOf(item, [0, LONGEST_PAUSE]));
  return items.length <= MOST_PAUSES && pauses.every((pause) => pause !== null) ? pauses : null;
}
