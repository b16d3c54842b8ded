import { Module } from '@nestjs/common';
import { CreateDocument } from './one-call/create-document.service.js';
import { DocumentsController } from './one-call/documents.controller.js';
import { EditDocument } from './one-call/edit-document.service.js';
import { RefundInvoice } from './one-call/refund-invoice.service.js';

/** Documents written with their lines in one call. */
@Module({
  controllers: [DocumentsController],
  providers: [CreateDocument, EditDocument, RefundInvoice],
})
export class DocumentsModule {}
