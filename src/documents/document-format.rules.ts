import { Injectable } from '@nestjs/common';
import { isEmpty, ModelRules, type RecordTest } from '../models/index.js';
import { DocumentFormat } from './document-format.entity.js';

/** Print formats: named by their title when they have no name. */
@Injectable()
export class DocumentFormatRules extends ModelRules<DocumentFormat> {
  readonly model = DocumentFormat;

  override validate(record: DocumentFormat, test: RecordTest<DocumentFormat>): void {
    test.escape('nombre', 'texto', 'titulo');
    test.emptyToNull('codserie');
    if (isEmpty(record.idempresa)) {
      record.idempresa = Number(test.context.settings.value('idempresa')) || null;
    }
    if (isEmpty(record.nombre)) record.nombre = record.titulo;
    test.columns();
  }
}
