import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { describe, expect, it } from 'vitest';
import { parseApiPath } from '../api-path.js';
import type { ApiRequest } from '../api-request.js';
import { ApiRoute } from './api-route.js';
import { assertFits, termsOf } from './route-terms.js';

class Routes {
  @ApiRoute('GET', 'notesOf/:code', { wrongMethod: null })
  list(): void {}

  @ApiRoute('PUT', 'notesOf/:code', { wrongMethod: null })
  change(): void {}

  @ApiRoute('POST, PATCH', 'notesOf/:code', { wrongMethod: null })
  add(): void {}

  @ApiRoute('POST, PUT', 'pay/:id', { tail: 'nothing' })
  pay(): void {}

  @ApiRoute('POST', 'close/:year', { tail: 'blank' })
  close(): void {}

  @ApiRoute('PUT', ['editA', 'editB'], { tail: 'key', keyless: 'record-not-specified' })
  edit(): void {}

  @ApiRoute('DELETE', 'files', { tail: 'anything', isGeneric: true })
  remove(): void {}
}

type Name = keyof Routes;

function metadata(key: string, name: Name): unknown {
  return Reflect.getMetadata(key, Routes.prototype[name]);
}

/** What a request is refused with; null when it is for the handler. */
function refusal(name: Name, method: string, path: string) {
  const terms = termsOf(Routes.prototype[name]);
  if (!terms) throw new Error(`${name} is no route`);
  try {
    assertFits({ method, apiPath: parseApiPath(`/api/3/${path}`) } as ApiRequest, terms);
    return null;
  } catch (error) {
    return error;
  }
}

describe('routes', () => {
  it('are registered for all verbs, the last one of a path for those of the others too', () => {
    const verbs = (name: Name) => metadata(METHOD_METADATA, name);
    expect(verbs('list')).toBe(RequestMethod.GET);
    expect(verbs('change')).toBe(RequestMethod.PUT);
    expect(verbs('add')).toBe(RequestMethod.ALL);
    expect(verbs('pay')).toBe(RequestMethod.ALL);
    expect(verbs('remove')).toBe(RequestMethod.DELETE);
  });

  it('have the paths below the version, with what may follow', () => {
    expect(metadata(PATH_METADATA, 'pay')).toEqual(['api/:version/pay/:id']);
    expect(metadata(PATH_METADATA, 'close')).toEqual(['api/:version/close/:year{/*rest}']);
    expect(metadata(PATH_METADATA, 'edit')).toEqual([
      'api/:version/editA{/*rest}',
      'api/:version/editB{/*rest}',
    ]);
  });

  it('serve one verb each where others follow on the same path', () => {
    const first = ApiRoute('POST, PUT', 'same');
    class Wrong {
      one(): void {}
      two(): void {}
    }
    const of = (name: 'one' | 'two') =>
      [Wrong.prototype, name, Object.getOwnPropertyDescriptor(Wrong.prototype, name)] as const;
    const [prototype, name, one] = of('one');
    first(prototype, name, one as PropertyDescriptor);
    const [, other, two] = of('two');
    expect(() => ApiRoute('GET', 'same')(prototype, other, two as PropertyDescriptor)).toThrow(
      'Only the last handler',
    );
  });

  it.each([
    ['pay', 'pay/1', null],
    ['pay', 'pay/1/', 404],
    ['pay', 'pay/', 404],
    ['close', 'close/2024/', null],
    ['close', 'close/2024//x', null],
    ['close', 'close/2024/x', 404],
    ['add', 'notesOf/1/', null],
  ] as const)('%s takes the address %s: %s', (name, path, status) => {
    const refused = refusal(name, 'POST', path);
    expect(refused).toEqual(status && expect.objectContaining({ status }));
  });

  it('name the methods that there are when it is none of them', () => {
    expect(refusal('pay', 'GET', 'pay/1')).toMatchObject({
      status: 405,
      options: { text: 'method-not-allowed', headers: { Allow: 'POST, PUT' } },
    });
    const { options } = refusal('add', 'DELETE', 'notesOf/1') as { options: object };
    expect(options).toEqual({ headers: { Allow: 'GET, HEAD, PUT, POST, PATCH' } });
    expect(refusal('list', 'HEAD', 'notesOf/1')).toBeNull();
  });

  it('ask for a key after the method', () => {
    expect(refusal('edit', 'GET', 'editA')).toMatchObject({ status: 404 });
    expect(refusal('edit', 'GET', 'editA/')).toMatchObject({ status: 405 });
    expect(refusal('edit', 'PUT', 'editA/')).toMatchObject({
      ...{ kind: 'invalid', code: 'record-not-specified' },
      details: { text: 'record-not-specified' },
    });
    expect(refusal('edit', 'PUT', 'editB/1/and/more')).toBeNull();
  });
});
