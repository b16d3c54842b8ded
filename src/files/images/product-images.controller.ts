import { Controller } from '@nestjs/common';
import { ApiPipeline } from '../../auth/index.js';
import type { Origin } from '../../kernel/http/api-request.js';
import { ApiRoute } from '../../kernel/http/routes/api-route.js';
import type { RequestBody } from '../../kernel/http/body/body-reader.js';
import { Confirmed } from '../../kernel/http/routes/reply.js';
import { CallOrigin, HeldBody, RecordKey } from '../../kernel/http/routes/request-parameters.js';
import type { ApiRouteOptions } from '../../kernel/http/routes/route-terms.js';
import { ProductImages } from './product-images.service.js';

const IMAGES = 'productoimagenes';
const OPTIONS: ApiRouteOptions = { tail: 'anything', isGeneric: true };

/** Pictures of products; what is not here, the generic API answers. */
@Controller()
@ApiPipeline()
export class ProductImagesController {
  constructor(private readonly images: ProductImages) {}

  @ApiRoute('POST', IMAGES, OPTIONS)
  async create(
    @RecordKey() id: string,
    @HeldBody() body: RequestBody,
    @CallOrigin() origin: Origin,
  ): Promise<Confirmed> {
    const { record, ignored } = await this.images.create(id, body, origin);
    return new Confirmed('record-updated-correctly', { data: record }, { ignored });
  }

  @ApiRoute('DELETE', IMAGES, OPTIONS)
  async remove(@RecordKey() id: string, @CallOrigin() origin: Origin): Promise<Confirmed> {
    return new Confirmed('record-deleted-correctly', {
      data: await this.images.remove(id, origin),
    });
  }
}
