import { Injectable } from '@nestjs/common';
import { queryOf } from '../../kernel/http/api-request.js';
import { BYTE_ORDER_MARK, csvRow } from '../../kernel/text/csv.js';
import { Translator } from '../../kernel/translation/translator.js';
import { csvStyle, IgnoredParameters, Registry } from '../../models/index.js';
import type { DocumentSheet } from '../document-sheet.js';
import { columnsOf, documentTable } from '../document-table.js';
import {
  DocumentExporter,
  type ExportedDocument,
  type ExportedFile,
} from '../exported-document.js';

/** The columns as they are stored, a row for each line. */
@Injectable()
export class CsvExporter extends DocumentExporter {
  readonly type = 'CSV';

  constructor(
    private readonly registry: Registry,
    private readonly translator: Translator,
  ) {
    super();
  }

  async export(_sheet: DocumentSheet, exported: ExportedDocument): Promise<ExportedFile> {
    const style = csvStyle(
      queryOf(exported.request),
      this.translator.language,
      new IgnoredParameters(),
    );
    const table = documentTable(exported, columnsOf(exported.kind, this.registry));
    return {
      name: `${exported.baseName}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      body: BYTE_ORDER_MARK + table.map((row) => csvRow(row, style)).join('\n'),
      disposition: 'attachment',
    };
  }
}
