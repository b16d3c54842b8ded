import { describe, expect, it } from 'vitest';
import type { ApiError } from '../../kernel/errors/api-error.js';
import { FieldMap } from '../../kernel/http/body/form-fields.js';
import { addresseesOf } from './addressees.js';

describe('addressees', () => {
  it.each([
    [undefined, 'a@b.co', ['a@b.co']],
    ['', 'a@b.co', ['a@b.co']],
    [' , ;', 'a@b.co', ['a@b.co']],
    ['x@y.es', 'a@b.co', ['x@y.es']],
    ['x@y.es, z@y.es;X@Y.es', null, ['x@y.es', 'z@y.es']],
    [undefined, 'a@b.co, c@d.es', ['a@b.co', 'c@d.es']],
  ])('of %j and %j are %j', (parameter, known, addresses) => {
    expect(addresseesOf(parameter, known)).toEqual(addresses);
  });

  it.each([
    [undefined, null, 'mail-no-addressee', []],
    ['', '', 'mail-no-addressee', []],
    ['nobody', 'a@b.co', 'invalid-parameters', ['not-valid-email']],
    ['a@b.co\r\nBcc: c@d.es', null, 'invalid-parameters', ['not-valid-email']],
    [`${'x'.repeat(60)}@${'y'.repeat(50)}.es`, null, 'invalid-parameters', ['not-valid-email']],
    [new FieldMap([['0', 'a@b.co']]), null, 'invalid-parameters', ['scalar-expected']],
  ])('of %j and %j are refused', (parameter, known, code, problems) => {
    const error = refusalOf(() => addresseesOf(parameter, known));
    expect([error.status, error.code]).toEqual([400, code]);
    expect((error.options.problems ?? []).map((problem) => problem.code)).toEqual(problems);
  });
});

function refusalOf(work: () => unknown): ApiError {
  try {
    work();
  } catch (error) {
    return error as ApiError;
  }
  throw new Error('it was not refused');
}
