import { Controller, Delete, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Answer } from '../../kernel/http/answer.js';
import type { ApiRequest } from '../../kernel/http/api-request.js';
import { route } from '../../kernel/http/route.js';
import { ProductImagesRequests } from './product-images.requests.js';

const PRODUCT_IMAGES = route('productoimagenes');

/** Pictures of products; what is not here, the generic API answers. */
@Controller()
@ApiPipeline()
export class ProductImagesController {
  constructor(private readonly images: ProductImagesRequests) {}

  @Get(PRODUCT_IMAGES)
  read(@Req() request: ApiRequest): Promise<Answer> {
    return this.images.read(request);
  }

  @Post(PRODUCT_IMAGES)
  @HttpCode(200)
  create(@Req() request: ApiRequest): Promise<Answer> {
    return this.images.create(request);
  }

  @Delete(PRODUCT_IMAGES)
  remove(@Req() request: ApiRequest): Promise<Answer> {
    return this.images.remove(request);
  }
}
