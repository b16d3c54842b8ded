import { movedOn, presenterOf, type EventKind, type ModelDefinition } from 'facturanest/plugin';

type Key = string | number;

/** What became of one record; null where there was or is none. */
interface Change {
  readonly before: Readonly<object> | null;
  readonly after: object | null;
}

/** What happened to one record, as far as somebody may be told. */
export interface Occurrence {
  readonly kind: EventKind;
  readonly key: Key;
  readonly record: object;
  readonly before: Readonly<object> | null;
}

/**
 * What one unit of work did to records. However often it saved one, that is one change: what is
 * made and changed was made, and what is made and deleted never was.
 */
export class UnitChanges {
  private readonly byModel = new Map<ModelDefinition, Map<Key, Change>>();

  note(model: ModelDefinition, before: Readonly<object> | null, after: object | null): void {
    const key = keyOf(model, after ?? before ?? {});
    const changes = this.byModel.get(model) ?? new Map<Key, Change>();
    const earlier = changes.get(key);
    changes.set(key, { before: earlier ? earlier.before : before, after });
    this.byModel.set(model, changes);
  }

  get models(): readonly ModelDefinition[] {
    return [...this.byModel.keys()];
  }

  /** Keys of the records of a model that there are now. */
  keysOf(model: ModelDefinition): readonly Key[] {
    return [...this.changesOf(model)].filter(([, { after }]) => after).map(([key]) => key);
  }

  /**
   * What happened to the records of a model, in order.
   *
   * @param stored the records as they are in the database now: sums and links are set in them that
   *   nobody tells of
   */
  *occurrences(model: ModelDefinition, stored: readonly object[]): Generator<Occurrence> {
    const byKey = new Map(stored.map((record) => [keyOf(model, record), record]));
    for (const [key, { before, after }] of this.changesOf(model)) {
      const record = after && (byKey.get(key) ?? after);
      if (record && before) yield* changed(model, key, record, before);
      else if (record) yield { kind: 'created', key, record, before: null };
      else if (before) yield { kind: 'deleted', key, record: before, before: null };
    }
  }

  private changesOf(model: ModelDefinition): ReadonlyMap<Key, Change> {
    return this.byModel.get(model) ?? new Map<Key, Change>();
  }
}

/** Nothing where nothing that is shown changed. */
function* changed(
  model: ModelDefinition,
  key: Key,
  record: object,
  before: Readonly<object>,
): Generator<Occurrence> {
  const presenter = presenterOf(model);
  if (presenter.record(record) === presenter.record(before)) return;
  yield { kind: 'updated', key, record, before };
  if (movedOn(model, record, before)) yield { kind: 'state', key, record, before };
}

function keyOf(model: ModelDefinition, record: object): Key {
  return (record as Readonly<Record<string, Key>>)[model.key.name] ?? '';
}
