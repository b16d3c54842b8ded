import { Module } from '@nestjs/common';
import { BooksRebuild } from './books-rebuild.service.js';

/** What is done to the books as a whole. */
@Module({ providers: [BooksRebuild] })
export class JournalModule {}
