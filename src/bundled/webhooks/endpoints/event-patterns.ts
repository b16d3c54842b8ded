import { type EventKind, type ModelDefinition, type Registry } from 'facturanest/plugin';

const KINDS: readonly EventKind[] = ['created', 'updated', 'deleted', 'state'];
const ANY = '*';
/** The column by which a document has a status that can change. */
const STATE = 'idestado';

/** What nobody outside is told of: secrets, and what the server notes about itself. */
const UNTOLD: ReadonlySet<string> = new Set([
  ...['ApiAccess', 'ApiKey', 'CronJob', 'LogMessage', 'Page', 'PageFilter', 'PageOption'],
  ...['Role', 'RoleAccess', 'RoleUser', 'Settings', 'User', 'WorkEvent'],
  ...['WebhookDelivery', 'WebhookEndpoint'],
]);

/** `FacturaCliente.created`, either half of it possibly `*`. */
export interface EventPattern {
  readonly model: string;
  readonly kind: string;
}

/** Whether endpoints are told of the records of a model. */
export function isTold({ name }: ModelDefinition): boolean {
  return !UNTOLD.has(name);
}

/** The patterns in a list, or in a text with commas or blanks between them; each once. */
export function patternTexts(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = items.flatMap((item) => (typeof item === 'string' ? item.split(/[\s,]+/) : ['?']));
  return [...new Set(texts.filter((text) => text !== ''))];
}

/** `*` is every kind of every model, `Cliente` every kind of that one. */
export function patternOf(text: string): EventPattern {
  const [model = ANY, kind = ANY] = text.split('.', 2);
  return { model, kind };
}

/** The models that a pattern speaks of; none where it can never hold. */
export function modelsOf(text: string, registry: Registry): readonly ModelDefinition[] {
  const { model, kind } = patternOf(text);
  if (text.split('.').length > 2) return [];
  if (kind !== ANY && !KINDS.includes(kind as EventKind)) return [];
  return registry.all.filter(
    (each) =>
      isTold(each) &&
      (model === ANY || model === each.name) &&
      (kind !== 'state' || hasState(each)),
  );
}

/** The table of statuses itself has that column too, as its key. */
function hasState(model: ModelDefinition): boolean {
  const column = model.column(STATE);
  return column !== undefined && !column.key;
}

/** Whether a pattern holds for an event. */
export function isMatch(pattern: EventPattern, model: string, kind: EventKind): boolean {
  return isAbout(pattern, model) && (pattern.kind === ANY || pattern.kind === kind);
}

/** Whether a pattern holds for any event of a model. */
export function isAbout({ model: wanted }: EventPattern, model: string): boolean {
  return wanted === ANY || wanted === model;
}
