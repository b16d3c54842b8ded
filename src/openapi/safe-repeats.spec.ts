import { describe, expect, it } from 'vitest';
import { ref, type Operation, type Ref, type Response } from '../kernel/openapi/openapi-types.js';
import { answer, refusals } from '../kernel/openapi/responses.js';
import { declaredDocument } from './committed-document.js';
import { withSafeRepeats } from './safe-repeats.js';

const KEY = ref('parameters', 'idempotencyKey');
const { components, paths } = declaredDocument();
const writes = Object.entries(paths).flatMap(([path, { get: _get, parameters: _, ...others }]) =>
  Object.entries(others).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
);

describe('Idempotency-Key', () => {
  it('is described for every write, with what it is refused for', () => {
    expect(writes.length).toBeGreaterThan(500);
    for (const { name, operation } of writes) {
      expect([name, operation.parameters?.filter((each) => '$ref' in each)]).toEqual([
        name,
        expect.arrayContaining([KEY]),
      ]);
      expect([name, codesOf(operation.responses[409])]).toEqual([
        name,
        expect.arrayContaining(['idempotency-key-in-use', 'api-disabled']),
      ]);
      expect([name, codesOf(operation.responses[422])]).toEqual([
        name,
        expect.arrayContaining(['idempotency-key-reused']),
      ]);
      expect([name, headersOf(operation.responses[200])]).toEqual([
        name,
        expect.arrayContaining(['Idempotent-Replayed']),
      ]);
    }
  });

  it('is described for no read', () => {
    for (const { get } of Object.values(paths)) {
      expect(get?.parameters ?? []).not.toContainEqual(KEY);
      expect(codesOf(get?.responses[422])).not.toContain('idempotency-key-reused');
    }
  });

  it('is added to what modules describe themselves, and leaves that as it is', () => {
    const own = { name: 'x', in: 'query', description: 'x', schema: {} } as const;
    const operation: Operation = {
      tags: ['x'],
      summary: 'x',
      operationId: 'x',
      parameters: [own],
      responses: { 200: answer('Done', {}), 400: answer('Not done', {}), ...refusals() },
    };
    const item = withSafeRepeats({ '/x': { get: operation, post: operation } })['/x'];
    expect(item?.get).toBe(operation);
    expect(item?.post).toMatchObject({ ...operation, parameters: [own, KEY], responses: {} });
    expect(item?.post?.responses).toEqual({
      ...operation.responses,
      200: {
        ...answer('Done', {}),
        headers: { 'Idempotent-Replayed': ref('headers', 'Idempotent-Replayed') },
      },
      409: ref('responses', 'NotNow'),
      422: ref('responses', 'KeyReused'),
    });
    const ours = { ...operation, responses: { 409: answer('Own', {}), 422: answer('Own', {}) } };
    const kept = withSafeRepeats({ '/x': { put: ours } })['/x']?.put;
    expect(kept?.responses).toEqual(ours.responses);
  });
});

/** The response itself, whether it is written where it is used or shared. */
function resolved(response: Response | Ref | undefined): Response | undefined {
  if (!response || !('$ref' in response)) return response;
  return components.responses[response.$ref.split('/').at(-1) ?? ''];
}

function codesOf(response: Response | Ref | undefined): readonly string[] {
  const content = resolved(response)?.content ?? {};
  return content['application/json']?.schema.properties?.code?.enum ?? [];
}

function headersOf(response: Response | Ref | undefined): string[] {
  return Object.keys(resolved(response)?.headers ?? {});
}
