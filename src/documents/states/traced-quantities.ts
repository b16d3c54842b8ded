import { sum } from '../../kernel/money/decimal.js';
import type { Context, SettlingPart } from '../../models/index.js';
import type { AnyLine, DocumentKind } from '../kinds/document-kind.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { reopenGenerating } from './reopening.js';
import { leftOf, serveMore, sourceLines, tracesToLines } from './traces.js';

/** The quantity of a line, and whether it is more than before. */
interface Requantified {
  readonly cantidad: number;
  readonly isMore: boolean;
}

/** A trace and the quantity that it has from now on. */
interface Retraced {
  readonly trace: DocumentTransformation;
  readonly cantidad: number;
}

/**
 * The lines whose quantity one unit of work changed, and that may have come from an earlier
 * document: what is taken out of a line flows back to where it came from, to be passed on anew, and
 * what is put in comes from there as far as something is left; beyond it only the line grows.
 */
export class TracedQuantities implements SettlingPart {
  private waiting = new Map<DocumentKind, Map<number, Requantified>>();

  constructor(private readonly context: Context) {}

  get isUnsettled(): boolean {
    return this.waiting.size > 0;
  }

  /** A stored line has another quantity. */
  note(kind: DocumentKind, { idlinea, cantidad }: Readonly<AnyLine>, before: number): void {
    const lines = this.waiting.get(kind) ?? new Map<number, Requantified>();
    const isMore =
      Math.sign(cantidad) !== Math.sign(before) || Math.abs(cantidad) > Math.abs(before);
    this.waiting.set(kind, lines.set(idlinea, { cantidad, isMore }));
  }

  async settle(): Promise<void> {
    const kinds = [...this.waiting];
    this.waiting = new Map();
    for (const [kind, lines] of kinds) {
      const traces = await tracesToLines(kind, [...lines.keys()], this.context);
      if (traces.length > 0) await this.retrace(traces, lines);
    }
  }

  private async retrace(
    traces: readonly DocumentTransformation[],
    lines: ReadonlyMap<number, Requantified>,
  ): Promise<void> {
    const sources = await sourceLines(traces, this.context);
    const left = new Map(
      sources.flatMap(({ kind, lines: found }) =>
        found.map((line) => [sourceKey(kind.name, line.idlinea), leftOf(line)] as const),
      ),
    );
    const changed = [...lines]
      .flatMap(([idlinea, line]) =>
        retraced(
          traces.filter(({ idlinea2 }) => idlinea2 === idlinea),
          line,
          left,
        ),
      )
      .filter(({ trace, cantidad }) => cantidad !== trace.cantidad);
    await this.context.records.assignEach(
      DocumentTransformation,
      changed.map(({ trace, cantidad }) => [trace.id, { cantidad }]),
    );
    await serveMore(
      sources,
      changed.map(({ trace, cantidad }) => ({
        model1: trace.model1,
        idlinea1: trace.idlinea1,
        cantidad: sum([cantidad, -Number(trace.cantidad)]),
      })),
      this.context,
    );
    const open = changed.filter(
      ({ trace, cantidad }) =>
        Math.abs(cantidad) < Math.abs(Number(trace.cantidad)) &&
        left.get(sourceKey(trace.model1, trace.idlinea1)) !== 0,
    );
    await reopenGenerating(
      open.map(({ trace }) => trace),
      this.context,
    );
  }
}

function sourceKey(model: string, idlinea: number): string {
  return `${model} ${idlinea}`;
}

/**
 * The traces to one line with what they pass on to its quantity: the last ones give back first, the
 * first ones take more first, of what is left of the lines that they come from.
 *
 * @param left what is left of each of these, which changes with what is given back and taken
 */
function retraced(
  traces: readonly DocumentTransformation[],
  line: Requantified,
  left: Map<string, number>,
): Retraced[] {
  const sign = Math.sign(line.cantidad) || 1;
  let open = Math.abs(line.cantidad);
  const kept = traces.map((trace) => {
    const cantidad = Math.min(open, Math.max(0, Number(trace.cantidad) * sign)) * sign + 0;
    open = sum([open, -Math.abs(cantidad)]);
    const source = sourceKey(trace.model1, trace.idlinea1);
    left.set(source, sum([left.get(source) ?? 0, Number(trace.cantidad), -cantidad]));
    return { trace, cantidad };
  });
  if (!line.isMore) return kept;
  return kept.map(({ trace, cantidad }) => {
    const source = sourceKey(trace.model1, trace.idlinea1);
    const rest = left.get(source) ?? 0;
    const more = Math.min(open, Math.max(0, rest * sign)) * sign;
    open = sum([open, -Math.abs(more)]);
    left.set(source, sum([rest, -more]));
    return { trace, cantidad: sum([cantidad, more]) };
  });
}
