import { Injectable } from '@nestjs/common';
import type { DocumentSheet } from '../document-sheet.js';
import { whileWaitedFor } from '../../kernel/http/hang-up.js';
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

  async export(
    sheet: DocumentSheet,
    { baseName, request }: ExportedDocument,
  ): Promise<ExportedFile> {
    const body = await whileWaitedFor(request, (signal) => this.pdf.render(sheet, signal));
    return {
      name: `${baseName}.pdf`,
      mediaType: 'application/pdf',
      body,
      disposition: 'inline',
    };
  }
}
