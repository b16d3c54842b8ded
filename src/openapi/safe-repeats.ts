import {
  ref,
  type OpenApiDocument,
  type Operation,
  type PathItem,
  type Ref,
  type Response,
} from '../kernel/openapi/openapi-types.js';

const WRITES = ['post', 'put', 'patch', 'delete'] as const;
const DISABLED = ref('responses', 'ApiDisabled');
const REPLAYED = 'Idempotent-Replayed';

/** The paths with what an `Idempotency-Key` adds to their writes, whoever described them. */
export function withSafeRepeats(paths: OpenApiDocument['paths']): OpenApiDocument['paths'] {
  const entries = Object.entries(paths);
  return Object.fromEntries(entries.map(([path, item]) => [path, repeatable(item)]));
}

function repeatable(item: PathItem): PathItem {
  const writes = WRITES.flatMap((method) => {
    const operation = item[method];
    return operation ? [[method, repeatableWrite(operation)] as const] : [];
  });
  return { ...item, ...Object.fromEntries(writes) };
}

function repeatableWrite({ parameters, requestBody, responses, ...labels }: Operation): Operation {
  return {
    ...labels,
    parameters: [...(parameters ?? []), ref('parameters', 'idempotencyKey')],
    ...(requestBody && { requestBody }),
    responses: {
      422: ref('responses', 'KeyReused'),
      ...Object.fromEntries(
        Object.entries(responses).map(([status, each]) => [status, withReplay(status, each)]),
      ),
    },
  };
}

/** Shared answers stand for themselves, but for the one that a key gives a further reason. */
function withReplay(status: string, response: Response | Ref): Response | Ref {
  if ('$ref' in response) {
    return response.$ref === DISABLED.$ref ? ref('responses', 'NotNow') : response;
  }
  if (!status.startsWith('2')) return response;
  return { ...response, headers: { ...response.headers, [REPLAYED]: ref('headers', REPLAYED) } };
}
