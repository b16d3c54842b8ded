import { All, Controller, Delete, Get, HttpCode, Patch, Post, Put, Req } from '@nestjs/common';
import { ApiPipeline } from '../auth/index.js';
import type { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { route, wrongMethod } from '../kernel/http/route.js';
import { AttachedFilesRequests } from './attached-files.requests.js';
import { UploadFilesRequests } from './upload-files.requests.js';

const ATTACHED_FILES = route('attachedfiles');

/** Files with their records. */
@Controller()
@ApiPipeline()
export class FilesController {
  constructor(
    private readonly uploads: UploadFilesRequests,
    private readonly files: AttachedFilesRequests,
  ) {}

  @All(route('uploadFiles'))
  @HttpCode(200)
  upload(@Req() request: ApiRequest): Promise<Answer> {
    return this.uploads.upload(request);
  }

  @Get(ATTACHED_FILES)
  read(@Req() request: ApiRequest): Promise<Answer> {
    return this.files.read(request);
  }

  @Post(ATTACHED_FILES)
  @HttpCode(200)
  create(@Req() request: ApiRequest): Promise<Answer> {
    return this.files.create(request);
  }

  @Put(ATTACHED_FILES)
  update(@Req() request: ApiRequest): Promise<Answer> {
    return this.files.update(request);
  }

  @Patch(ATTACHED_FILES)
  change(@Req() request: ApiRequest): Promise<Answer> {
    return this.files.update(request);
  }

  @Delete(ATTACHED_FILES)
  remove(@Req() request: ApiRequest): Promise<Answer> {
    return this.files.remove(request);
  }

  @All(ATTACHED_FILES)
  other(): never {
    throw wrongMethod();
  }
}
