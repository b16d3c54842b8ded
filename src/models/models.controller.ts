import { All, Controller, Delete, Get, HttpCode, Patch, Post, Put, Req } from '@nestjs/common';
import { ApiPipeline } from '../auth/index.js';
import type { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { ModelsService } from './models.service.js';

const ANY = 'api{/*path}';

/** Everything below `/api` that no other controller serves: the root list and all resources. */
@Controller()
@ApiPipeline()
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get(ANY)
  read(@Req() request: ApiRequest): Promise<Answer> | Answer {
    return this.models.read(request);
  }

  @Post(ANY)
  @HttpCode(200)
  create(@Req() request: ApiRequest): Promise<Answer> | Answer {
    return this.models.create(request);
  }

  @Put(ANY)
  update(@Req() request: ApiRequest): Promise<Answer> | Answer {
    return this.models.update(request);
  }

  @Patch(ANY)
  change(@Req() request: ApiRequest): Promise<Answer> | Answer {
    return this.models.update(request);
  }

  @Delete(ANY)
  remove(@Req() request: ApiRequest): Promise<Answer> | Answer {
    return this.models.remove(request);
  }

  @All(ANY)
  other(@Req() request: ApiRequest): Answer {
    return this.models.other(request);
  }
}
