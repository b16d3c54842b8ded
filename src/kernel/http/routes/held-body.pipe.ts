import { Injectable, type PipeTransform } from '@nestjs/common';
import type { ApiRequest } from '../api-request.js';
import type { RequestBody } from '../body/body-reader.js';
import { RequestFields } from '../body/request-fields.js';

/** Reads the body of a request with its files, which wait on the disk until it is disposed of. */
@Injectable()
export class HeldBodyPipe implements PipeTransform<ApiRequest, Promise<RequestBody>> {
  constructor(private readonly requestFields: RequestFields) {}

  /** @throws RequestError as `readBody` */
  transform(request: ApiRequest): Promise<RequestBody> {
    return this.requestFields.hold(request);
  }
}
