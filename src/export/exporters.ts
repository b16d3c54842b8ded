import { Inject, Injectable } from '@nestjs/common';
import type { FieldValue } from '../kernel/http/body/form-fields.js';
import type { DocumentExporter } from './exported-document.js';

/** Nest token of all exporters, the standard one first. */
export const EXPORTERS = Symbol('EXPORTERS');

/** The exporters by their type. */
@Injectable()
export class Exporters {
  constructor(@Inject(EXPORTERS) private readonly all: readonly DocumentExporter[]) {}

  /** The last one that has the type, so that a plugin can replace one; the first for any other. */
  ofType(type: FieldValue | undefined): DocumentExporter {
    const found = this.all.findLast((exporter) => exporter.type === type) ?? this.all[0];
    if (!found) throw new Error('There are no exporters');
    return found;
  }
}
