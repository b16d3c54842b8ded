import { Injectable } from '@nestjs/common';
import type { DocumentSheet } from '../document-sheet.js';
import {
  DocumentExporter,
  type ExportedDocument,
  type ExportedFile,
} from '../exported-document.js';
import { PdfService } from '../pdf/index.js';

/** As it goes on paper. */
@Injectable()
export class PdfExporter extends DocumentExporter {
  readonly type = 'PDF';

  constructor(private readonly pdf: PdfService) {
    super();
  }

  async export(sheet: DocumentSheet, { baseName }: ExportedDocument): Promise<ExportedFile> {
    return {
      name: `${baseName}.pdf`,
      mediaType: 'application/pdf',
      body: await this.pdf.render(sheet),
      disposition: 'inline',
    };
  }
}
