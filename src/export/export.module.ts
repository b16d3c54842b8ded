import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { FilesModule } from '../files/index.js';
import { replaceable } from '../kernel/replaceable.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';
import type { DocumentExporter, SheetBlockSource } from './exported-document.js';
import { Exporters, EXPORTERS } from './exporters.js';
import { MailJournal } from './mail/mail-journal.js';
import { MailLimit } from './mail/mail-limit.js';
import { MailTransport } from './mail/mail-transport.js';
import { MailExporter } from './mail/mail.exporter.js';
import { SmtpTransport } from './mail/smtp-transport.js';
import { PdfService } from './pdf/index.js';
import { SHEET_BLOCKS, SheetLoader } from './sheet/sheet-loader.js';
import { CsvExporter } from './types/csv.exporter.js';
import { PdfExporter } from './types/pdf.exporter.js';
import { XlsxExporter } from './types/xlsx.exporter.js';

export interface ExportOptions {
  /** Injectable classes that plugins provide, of further types or in the place of one. */
  readonly exporters?: readonly Type<DocumentExporter>[];
  readonly blockSources?: readonly Type<SheetBlockSource>[];
}

/** The first one answers where no type, or an unknown one, is asked for. */
const STANDARD: readonly Type<DocumentExporter>[] = [
  PdfExporter,
  CsvExporter,
  XlsxExporter,
  MailExporter,
];

/** Documents as PDF, CSV, XLSX and mail. */
@Module({})
export class ExportModule {
  static forRoot({ exporters = [], blockSources = [] }: ExportOptions = {}): DynamicModule {
    const types = [...STANDARD, ...exporters];
    return {
      module: ExportModule,
      imports: [FilesModule],
      controllers: [ExportController],
      providers: [
        Exporters,
        ExportService,
        MailJournal,
        MailLimit,
        SheetLoader,
        ...types,
        ...blockSources,
        replaceable(MailTransport, SmtpTransport),
        replaceable(PdfService, PdfService),
        listOf(EXPORTERS, types),
        listOf(SHEET_BLOCKS, blockSources),
      ],
      exports: [MailTransport, PdfService],
    };
  }
}

/** The instances of these classes, together under one token. */
function listOf(provide: symbol, inject: readonly Type[]) {
  return { provide, inject: [...inject], useFactory: (...all: unknown[]) => all };
}
