import type { AnyDocument, AnyLine, DocumentKind } from '../documents/index.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import type { Answer } from '../kernel/http/answer.js';
import type { Customer, Supplier } from '../parties/index.js';
import type { DocumentSheet, SheetBlock } from './document-sheet.js';

/** A document that is to leave the server, as it is stored: texts with entities, as in columns. */
export interface ExportedDocument {
  readonly kind: DocumentKind;
  readonly document: Readonly<AnyDocument>;
  /** In the order of the document. */
  readonly lines: readonly Readonly<AnyLine>[];
  readonly subject: Readonly<Customer | Supplier> | null;
  /** What its files are named, without an ending: letters, digits, `.`, `-` and `_`. */
  readonly baseName: string;
  /** Who asks for it, and with which further parameters. */
  readonly request: ApiRequest;
}

/** What an export answers with. */
export interface ExportedFile {
  /** With its ending, safe in a header. */
  readonly name: string;
  readonly mediaType: string;
  readonly body: Answer['body'];
  /** Null where the answer is no file. */
  readonly disposition: 'inline' | 'attachment' | null;
}

/** One way in which documents leave the server: a value of the parameter `type`. */
export abstract class DocumentExporter {
  /** Compared as it is written. */
  abstract readonly type: string;
  /** False where an export has an effect, so that a HEAD request must not cause it. */
  readonly isSafe: boolean = true;

  /** @throws ApiError with what keeps this document from being exported */
  abstract export(sheet: DocumentSheet, document: ExportedDocument): Promise<ExportedFile>;
}

/** What a plugin adds to printed documents. */
export abstract class SheetBlockSource {
  abstract blocks(document: ExportedDocument): Promise<readonly SheetBlock[]>;
}
