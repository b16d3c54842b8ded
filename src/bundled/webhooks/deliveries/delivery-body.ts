import { presenterOf, type EventKind, type ModelDefinition } from 'facturanest/plugin';

/** Bytes that the column of the payload holds, as JSON text. */
const MOST_BYTES = 65_000;

/** Something that happened to a record, before anybody is told of it. */
export interface Happening {
  readonly model: ModelDefinition;
  readonly kind: EventKind;
  readonly key: string | number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The record as it is now; as it was, where it is gone. */
  readonly record: object;
  /** As it was before; null for a record that is new or gone. */
  readonly before: object | null;
}

/** What a receiver is sent. */
export interface DeliveryBody {
  readonly id: string;
  /** Such as `FacturaCliente.created`. */
  readonly event: string;
  readonly model: string;
  readonly key: string | number;
  /** ISO 8601 in UTC. */
  readonly created: string;
  /** The record as a GET shows it; null where `truncated` says that it was too long. */
  readonly data: unknown;
  readonly previous?: unknown;
  readonly truncated?: true;
}

/**
 * The body of a delivery. One that would be too long to be kept goes without `previous`, and if
 * that does not help without `data`: the receiver can still read the record.
 */
export function deliveryBody(id: string, happening: Happening): DeliveryBody {
  const { model, kind, key, at, record, before } = happening;
  const head = {
    id,
    event: `${model.name}.${kind}`,
    model: model.name,
    key,
    created: new Date(at).toISOString(),
  };
  const data = shown(model, record);
  const whole = { ...head, data, ...(before && { previous: shown(model, before) }) };
  if (fits(whole)) return whole;
  const withoutPrevious = { ...head, data, truncated: true } as const;
  return fits(withoutPrevious) ? withoutPrevious : { ...head, data: null, truncated: true };
}

function shown(model: ModelDefinition, record: object): unknown {
  return JSON.parse(presenterOf(model).record(record));
}

function fits(body: DeliveryBody): boolean {
  return Buffer.byteLength(JSON.stringify(body)) <= MOST_BYTES;
}
