import {
  ApiPipeline,
  ApiRoute,
  CallOrigin,
  Confirmed,
  Controller,
  Fields,
  RecordKey,
  type Origin,
} from 'facturanest/plugin';
import { PortalNoteFields } from './portal-note-fields.js';
import { PortalNotes, type ShownNote } from './portal-notes.service.js';

/** Below `/api/3`; permissions are given by this name. */
export const RESOURCE = 'portalNotesOf';

const ROUTE = `${RESOURCE}/:codcliente`;
const OPTIONS = { wrongMethod: null };

/** The notes about one customer, as the customer may see them. */
@Controller()
@ApiPipeline()
export class PortalNotesController {
  constructor(private readonly notes: PortalNotes) {}

  @ApiRoute('GET', ROUTE, OPTIONS)
  list(@RecordKey() codcliente: string, @CallOrigin() origin: Origin): Promise<ShownNote[]> {
    return this.notes.list(codcliente, origin);
  }

  @ApiRoute('POST', ROUTE, OPTIONS)
  async add(
    @RecordKey() codcliente: string,
    @Fields({ others: 'named' }) fields: PortalNoteFields,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    const data = await this.notes.add(codcliente, fields, origin);
    return new Confirmed('record-updated-correctly', { data });
  }
}
