import { companyOf } from '../company/index.js';
import type { Context } from '../models/index.js';
import { partyOf, type AnyParty } from '../parties/index.js';
import type { AnyDocument, AnyLine, DocumentKind } from './kinds/document-kind.js';
import { seriesOf } from './numbering/series-of-code.js';
import { statesOf } from './states/document-states.js';

/**
 * A document that a unit of work has in hand, with what stands around it. What is done with it
 * stands in the files that are named after that.
 */
export class OpenDocument {
  /** The lines that it is written together with. */
  private own: readonly AnyLine[] | null = null;
  /** Those that were read. */
  private stored: readonly AnyLine[] | null = null;

  /**
   * @param record the very object that is read, changed and saved
   * @param before the record as it was before it was changed; null for a new one
   */
  constructor(
    readonly kind: DocumentKind,
    readonly record: AnyDocument,
    readonly context: Context,
    readonly before: Readonly<AnyDocument> | null = null,
  ) {}

  /** The document of that key, if this unit of work writes it as a whole. */
  static whole(kind: DocumentKind, key: number, context: Context): OpenDocument | undefined {
    return context.whole.find<OpenDocument>(kind.document, key);
  }

  /** The number that the database gave to it; 0 before. */
  get key(): number {
    const { kind, record } = this;
    return (record as unknown as Readonly<Record<string, number>>)[kind.key] ?? 0;
  }

  /** The code of its customer or supplier; null for none. */
  get subjectCode(): string | null {
    return this.record[this.kind.subjectColumn] ?? null;
  }

  /** The document as it was before it was changed; null for a new one. */
  get former(): OpenDocument | null {
    return this.before && new OpenDocument(this.kind, this.before, this.context);
  }

  /** Its customer or supplier; null for none. */
  async subject(): Promise<AnyParty | null> {
    const { kind, subjectCode, context } = this;
    return subjectCode === null ? null : partyOf(kind.side, subjectCode, context);
  }

  /** Its own company; null for none. */
  company() {
    return companyOf(this.record.idempresa, this.context);
  }

  /** Null for a code that no series has. */
  series() {
    return seriesOf(this.record.codserie, this.context);
  }

  /** Its status; null for a status of another kind, or none. */
  async state() {
    const { idestado } = this.record;
    const states = await statesOf(this.kind, this.context);
    return states.find((state) => state.idestado === idestado) ?? null;
  }

  /** Says which lines it has from now on: it is written together with them. */
  takeLines(lines: readonly AnyLine[]): void {
    this.own = lines;
  }

  /** The lines that its record is written together with; null where it is written alone. */
  get writtenLines(): readonly AnyLine[] | null {
    return this.own ?? this.asWhole?.own ?? null;
  }

  /**
   * Its lines in the order in which they are listed: those that it is written together with, or
   * those that are stored, which are read once.
   */
  async lines(): Promise<readonly AnyLine[]> {
    const { kind, key, context } = this;
    const lines =
      this.writtenLines ??
      (this.stored ??= await context.records.list(kind.line, { [kind.key]: key }));
    return lines.toSorted(byPosition);
  }

  /** Its lines as they were before it was given others, in the same order. */
  async formerLines(): Promise<readonly AnyLine[]> {
    const stored = this.stored ?? this.asWhole?.stored;
    return stored ? stored.toSorted(byPosition) : this.lines();
  }

  /** Its stored lines in the order of their keys; nobody else changes them from here on. */
  lockedLines(): Promise<AnyLine[]> {
    const { kind, key, context } = this;
    return context.records.list(kind.line, { [kind.key]: key }, { lock: true });
  }

  /**
   * Says that this unit of work writes the document as a whole: its lines come, change and go with
   * it, whatever its status, and need not ask for it one by one.
   */
  openAsWhole(): void {
    if (this.own || !this.asWhole) this.context.whole.open(this.kind.document, this.key, this);
  }

  /** The same record as it is written as a whole. */
  private get asWhole(): OpenDocument | undefined {
    const whole = OpenDocument.whole(this.kind, this.key, this.context);
    return whole?.record === this.record ? whole : undefined;
  }
}

/** The order in which lines are listed. */
export function byPosition(a: AnyLine, b: AnyLine): number {
  return (b.orden ?? 0) - (a.orden ?? 0) || a.idlinea - b.idlinea;
}
