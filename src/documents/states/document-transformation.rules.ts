import { Injectable } from '@nestjs/common';
import { refuse } from '../../kernel/errors/problem.js';
import {
  ModelRules,
  type ColumnValue,
  type Context,
  type Entity,
  type RecordTest,
} from '../../models/index.js';
import { kindNamed } from '../kinds/document-kind.js';
import { DocumentTransformation } from './document-transformation.entity.js';
import { OpenDocument } from '../open-document.js';
import { giveBack } from './traces.js';

type LineEntity = Entity<Record<string, ColumnValue>>;

/**
 * Traces from a line to the line that was generated from it. Both must exist, and what a trace
 * passed on is given back to its source when the trace goes.
 */
@Injectable()
export class DocumentTransformationRules extends ModelRules<DocumentTransformation> {
  readonly model = DocumentTransformation;

  override async validate(
    record: DocumentTransformation,
    test: RecordTest<DocumentTransformation>,
  ): Promise<void> {
    test.columns();
    await testEnd(record, '1', test.context);
    await testEnd(record, '2', test.context);
  }

  override async afterDelete(record: DocumentTransformation, context: Context): Promise<void> {
    await giveBack([record], context);
  }
}

/** @throws RuleError when the document or its line at this end of the trace does not exist */
async function testEnd(
  record: DocumentTransformation,
  end: '1' | '2',
  context: Context,
): Promise<void> {
  const name = record[`model${end}`];
  const document = context.models.ofName(name);
  const line = lineOf(name, context);
  if (!document || !line) return refuse('unknown-document-kind', `model${end}`, { value: name });
  const iddoc = record[`iddoc${end}`];
  const kind = kindNamed(name);
  if (kind && OpenDocument.whole(kind, iddoc, context)) return;
  if (!(await context.records.find(document.entity, iddoc))) {
    refuse('reference-not-found', `iddoc${end}`, { value: iddoc });
  }
  const idlinea = record[`idlinea${end}`];
  const found = await context.records.find(line, idlinea);
  if (found?.[document.key.name] !== iddoc) {
    refuse('reference-not-found', `idlinea${end}`, { value: idlinea });
  }
}

function lineOf(document: string, context: Context): LineEntity | undefined {
  return context.models.ofName(`Linea${document}`)?.entity as LineEntity | undefined;
}
