export type * from './document-sheet.js';
export { ExportModule } from './export.module.js';
export { EXPORT_PART } from './export.openapi.js';
export {
  DocumentExporter,
  SheetBlockSource,
  type ExportedDocument,
  type ExportedFile,
} from './exported-document.js';
export { MailNotSent, MailTransport, type Mail } from './mail/mail-transport.js';
export { PdfService } from './pdf/index.js';
