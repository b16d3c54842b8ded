import {
  All,
  ApiError,
  ApiPipeline,
  Controller,
  Get,
  HttpCode,
  Post,
  Req,
  type Answer,
  type ApiRequest,
} from 'facturanest/plugin';
import { PortalNotes } from './portal-notes.service.js';

/** Below `/api/3`; permissions are given by this name. */
export const RESOURCE = 'portalNotesOf';

const ROUTE = `api/:version/${RESOURCE}/:codcliente`;

/** The notes about one customer, as the customer may see them. */
@Controller()
@ApiPipeline()
export class PortalNotesController {
  constructor(private readonly notes: PortalNotes) {}

  @Get(ROUTE)
  list(@Req() request: ApiRequest): Promise<Answer> {
    return this.notes.list(request);
  }

  @Post(ROUTE)
  @HttpCode(200)
  add(@Req() request: ApiRequest): Promise<Answer> {
    return this.notes.add(request);
  }

  @All(ROUTE)
  other(): never {
    throw new ApiError(405, 'method-not-allowed');
  }
}
