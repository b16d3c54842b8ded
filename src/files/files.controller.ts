import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../auth/index.js';
import type { Origin } from '../kernel/http/api-request.js';
import { ApiRoute } from '../kernel/http/routes/api-route.js';
import type { RequestBody } from '../kernel/http/body/body-reader.js';
import { Confirmed, Reply } from '../kernel/http/routes/reply.js';
import { CallOrigin, HeldBody, RecordKey } from '../kernel/http/routes/request-parameters.js';
import type { ApiRouteOptions } from '../kernel/http/routes/route-terms.js';
import type { SavedRecord } from '../models/index.js';
import { AttachedFiles } from './attached-files.service.js';
import { Uploads } from './uploads/uploads.service.js';

const FILES = 'attachedfiles';
/** Where this resource answers with another status than all others. */
const OPTIONS: ApiRouteOptions = {
  tail: 'anything',
  isGeneric: true,
  statuses: { duplicate: 409, unsaved: 422, undeletable: 409 },
};

/** Files with their records; what is not here, the generic API answers. */
@Controller()
@ApiPipeline()
export class FilesController {
  constructor(
    private readonly uploads: Uploads,
    private readonly files: AttachedFiles,
  ) {}

  @ApiRoute('POST, PUT', 'uploadFiles', { tail: 'nothing', wrongMethod: 'Method not allowed' })
  async upload(@HeldBody() body: RequestBody, @CallOrigin() origin: Origin): Promise<Reply> {
    const { files, ignored } = await this.uploads.store(body, origin);
    return new Reply({ files }, { ignored });
  }

  @ApiRoute('POST', FILES, OPTIONS)
  async create(
    @RecordKey() id: string,
    @HeldBody() body: RequestBody,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return saved(await this.files.create(id, body, origin));
  }

  @ApiRoute('PUT', FILES, OPTIONS)
  async update(
    @RecordKey() id: string,
    @HeldBody() body: RequestBody,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return saved(await this.files.update(id, body, origin));
  }

  @ApiRoute('PATCH', FILES, OPTIONS)
  change(
    @RecordKey() id: string,
    @HeldBody() body: RequestBody,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    return this.update(id, body, origin);
  }

  @ApiRoute('DELETE', FILES, OPTIONS)
  async remove(@RecordKey() id: string, @CallOrigin() origin: Origin): Promise<Confirmed> {
    const data = await this.files.remove(id, origin);
    return new Confirmed('record-deleted-correctly', { data });
  }
}

function saved({ record, ignored }: SavedRecord): Confirmed {
  return new Confirmed('record-updated-correctly', { data: record }, { ignored });
}
