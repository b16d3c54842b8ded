import {
  Delete,
  Get,
  Head,
  Options,
  Patch,
  Post,
  Put,
  RequestMapping,
  RequestMethod,
} from '@nestjs/common';
import { INTERCEPTORS_METADATA } from '@nestjs/common/constants.js';
import { expect, it } from 'vitest';
import { IdempotencyInterceptor } from '../../idempotency/idempotency.interceptor.js';
import { ActivityInterceptor } from '../activity.interceptor.js';
import { ForWrites } from './for-writes.js';

abstract class Base {
  @Post()
  inherited(): void {}

  @Get()
  inheritedRead(): void {}
}

@ForWrites(ActivityInterceptor, IdempotencyInterceptor)
class One extends Base {
  @Post()
  post(): void {}

  @Put()
  put(): void {}

  @Patch()
  patch(): void {}

  @Delete()
  remove(): void {}

  @RequestMapping({ method: RequestMethod.ALL })
  all(): void {}

  @Get()
  get(): void {}

  @Head()
  head(): void {}

  @Options()
  options(): void {}

  helper(): void {}
}

@ForWrites(ActivityInterceptor, IdempotencyInterceptor)
class Two extends Base {}

it('sees all writes of a controller, once each, and nothing else', () => {
  const minded = (prototype: object) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .map(([name, { value }]) => [name, metadata(value as object)] as const)
      .filter(([, interceptors]) => interceptors !== undefined);
  const own = [ActivityInterceptor, IdempotencyInterceptor];
  expect(minded(One.prototype)).toEqual(
    ['post', 'put', 'patch', 'remove', 'all'].map((name) => [name, own]),
  );
  expect(minded(Base.prototype)).toEqual([['inherited', own]]);
  expect(minded(Two.prototype)).toEqual([]);
});

function metadata(target: object): unknown {
  return Reflect.getMetadata(INTERCEPTORS_METADATA, target);
}
