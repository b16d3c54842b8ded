import { Module } from '@nestjs/common';
import { CreateDocument } from './create-document.service.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { EditDocument } from './edit-document.service.js';
import { RefundInvoice } from './refund-invoice.service.js';

/** Documents written with their lines in one call. */
@Module({
  controllers: [DocumentsController],
  providers: [CreateDocument, DocumentsService, EditDocument, RefundInvoice],
})
export class DocumentsModule {}
