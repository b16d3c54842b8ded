import { Injectable } from '@nestjs/common';
import { Translator } from '../../kernel/translation/translator.js';
import { Registry } from '../../models/index.js';
import type { DocumentSheet } from '../document-sheet.js';
import { columnsOf } from '../document-table.js';
import { titleOf } from '../document-title.js';
import { documentWorkbook } from '../document-workbook.js';
import {
  DocumentExporter,
  type ExportedDocument,
  type ExportedFile,
} from '../exported-document.js';
import { messageLanguage } from '../message-language.js';

/** The columns as they are stored: a sheet of the lines, and one of the document. */
@Injectable()
export class XlsxExporter extends DocumentExporter {
  readonly type = 'XLS';

  constructor(
    private readonly registry: Registry,
    private readonly translator: Translator,
  ) {
    super();
  }

  async export(sheet: DocumentSheet, exported: ExportedDocument): Promise<ExportedFile> {
    const language = messageLanguage(sheet.language, this.translator);
    return {
      name: `${exported.baseName}.xlsx`,
      // What clients of the contract know, although there is a name for this type.
      mediaType: 'application/octet-stream',
      body: await documentWorkbook(exported, columnsOf(exported.kind, this.registry), {
        title: `${titleOf(sheet, this.translator.language)} ${sheet.code}`,
        lines: this.translator.text('export-lines', {}, language),
      }),
      disposition: 'attachment',
    };
  }
}
