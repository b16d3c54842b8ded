export { PdfService } from './pdf.service.js';
