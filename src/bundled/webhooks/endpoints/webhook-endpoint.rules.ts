import {
  Injectable,
  isSwitchedOn,
  ModelRules,
  refuse,
  Registry,
  StoredSettings,
  type Context,
  type Sent,
  type RecordTest,
} from 'facturanest/plugin';
import { modelsOf, patternTexts } from './event-patterns.js';
import { isPrivateHost } from './private-addresses.js';
import { readableResources } from './readable-resources.js';
import { isSecret, newSecret } from '../deliveries/signature.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { optionsOfText, PLUGIN, type WebhookOptions } from '../webhook-options.js';

const HOUR_MS = 3_600_000;

type Before = Readonly<WebhookEndpoint> | null;

/** Endpoints: where they may be, what they may be told, and the secret that is shown once. */
@Injectable()
export class WebhookEndpointRules extends ModelRules<WebhookEndpoint> {
  readonly model = WebhookEndpoint;
  override readonly extraFields = ['rotatesecret'];
  private readonly generated = new WeakMap<WebhookEndpoint, string>();

  constructor(private readonly registry: Registry) {
    super();
  }

  override async validate(
    record: WebhookEndpoint,
    test: RecordTest<WebhookEndpoint>,
    before: Before,
  ): Promise<void> {
    const { context } = test;
    const options = await storedOptions(context);
    test.escape('description');
    test.filled('url');
    if (record.url !== before?.url) record.url = allowedUrl(record.url, options);
    record.events = patternTexts(record.events);
    await this.testEvents(record.events as readonly string[], context);
    this.giveSecret(record, before, options, test.sent);
    if (record.active && before?.active === false) {
      record.failures = 0;
      record.disabledreason = null;
    }
    test.columns();
  }

  override created(record: WebhookEndpoint): Record<string, unknown> {
    const secret = this.generated.get(record);
    return secret === undefined ? {} : { secret };
  }

  private async testEvents(patterns: readonly string[], context: Context): Promise<void> {
    if (patterns.length === 0) refuse('webhook-without-events', 'events');
    const unknown = patterns.find((pattern) => modelsOf(pattern, this.registry).length === 0);
    if (unknown !== undefined) refuse('webhook-event-unknown', 'events', { value: unknown });
    const readable = await readableResources(context);
    const hidden =
      readable &&
      patterns.find((pattern) =>
        modelsOf(pattern, this.registry).some(({ resource }) => !readable.has(resource)),
      );
    if (hidden) refuse('webhook-event-forbidden', 'events', { value: hidden });
  }

  /** A new secret on demand, else the one that is sent, else the one that there is. */
  private giveSecret(
    record: WebhookEndpoint,
    before: Before,
    options: WebhookOptions,
    { extra }: Sent,
  ): void {
    const isNew = before === null || isSwitchedOn(extra.rotatesecret);
    const isSent = Boolean(record.secret) && record.secret !== before?.secret;
    if (!isSent && isNew) {
      record.secret = newSecret();
      this.generated.set(record, record.secret);
    }
    record.secret ||= before?.secret ?? '';
    if (record.secret === before?.secret) return;
    if (!isSecret(record.secret)) refuse('webhook-secret-invalid', 'secret');
    record.oldsecret = before?.secret ?? null;
    record.oldsecretuntil = before && Date.now() + options.rotationhours * HOUR_MS;
  }
}

/** By the connection of the unit of work, which must not wait for another one. */
async function storedOptions(context: Context): Promise<WebhookOptions> {
  const stored = await context.records.find(StoredSettings, PLUGIN);
  const properties = stored?.properties;
  return optionsOfText(typeof properties === 'string' ? properties : '{}');
}

/**
 * The address as it is kept.
 *
 * @throws RuleError `webhook-url-invalid`, `webhook-url-not-https`, `webhook-url-private`
 */
function allowedUrl(text: string, options: WebhookOptions): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url && /^https?:$/.test(url.protocol);
  // A password would be shown to whoever may read endpoints.
  if (!isWeb || url.username !== '' || url.password !== '') {
    refuse('webhook-url-invalid', 'url', { value: text.slice(0, 100) });
  }
  if (url.protocol !== 'https:' && !options.allowhttp) refuse('webhook-url-not-https', 'url');
  if (!options.allowprivate && isPrivateHost(url.hostname)) {
    refuse('webhook-url-private', 'url', { value: url.hostname });
  }
  return url.href;
}
