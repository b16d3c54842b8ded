import { describe, expect, it } from 'vitest';
import { RequestError } from './request-error.js';

describe('RequestError', () => {
  it('carries status, code and field', () => {
    const error = new RequestError(400, 'too-deep', 'lineas');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'RequestError', status: 400, code: 'too-deep' });
    expect(error).toMatchObject({ field: 'lineas', message: 'too-deep: lineas' });
    expect(new RequestError(413, 'body-too-large').message).toBe('body-too-large');
  });
});
