import { Allow, IsOptional } from 'facturanest/plugin';

/** What a customer says of a note; its rules know what it may be. */
export class PortalNoteFields {
  /** What the note says. */
  @Allow()
  text?: unknown;

  /** Who wrote it; the name of the customer without it. */
  @IsOptional()
  author?: unknown;
}
