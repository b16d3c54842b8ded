import {
  BODY_REFUSALS,
  encodings,
  ref,
  refusal,
  refusals,
  UNREADABLE_BODY,
  written,
  type OpenApiPart,
  type PathItem,
  type RequestBody,
  type Schema,
} from 'facturanest/plugin';
import { REPLAY, TEST } from './webhooks.controller.js';

const TAG = 'webhooks';
const BODY = 'WebhookReplay';
const NOT_REPLAYED = 'WebhookNotReplayed';

const TAG_TEXT = `
Endpoints (\`webhookendpoints\`) are told of what happens to records; each event on its way to an
endpoint is a delivery (\`webhookdeliveries\`). Requests are signed as Standard Webhooks has it.

- **Endpoint**: \`events\` takes patterns such as \`FacturaCliente.*\`, \`*.created\` or
  \`Cliente.updated\`, as a list or with commas between them; the kinds are \`created\`, \`updated\`,
  \`deleted\` and \`state\`. The answer to its creation shows \`secret\`, once. \`rotatesecret\` = 1 in a
  PUT makes another one.
- **Limited keys** may have told what they may read, and need a permission under the names of these
  routes.
`.trim();

/** The routes of webhooks. */
export const WEBHOOKS_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: {
    [`/${REPLAY}/{id}`]: replayOne(),
    [`/${REPLAY}`]: replayDead(),
    [`/${TEST}/{id}`]: ping(),
  },
  requestBodies: { [BODY]: body() },
  responses: {
    [NOT_REPLAYED]: refusal(
      'The endpoint is not active, or a field can not be understood; `details` says which',
      ['record-save-error', ...UNREADABLE_BODY],
    ),
  },
};

function replayOne(): PathItem {
  return {
    parameters: [parameter('Identifier of the delivery', { type: 'string' })],
    post: {
      tags: [TAG],
      summary: 'Send a delivery again',
      operationId: REPLAY,
      description: 'The same body under the same `Webhook-Id`, whatever became of it before.',
      responses: {
        200: written('The delivery as it waits now', done(ref('schemas', 'WebhookDelivery'))),
        ...refusals({ 400: NOT_REPLAYED, 404: 'NotFound' }),
      },
    },
  };
}

function replayDead(): PathItem {
  const schema: Schema = {
    type: 'object',
    required: ['ok', 'replayed'],
    properties: {
      ok: { type: 'string', description: 'What was done' },
      replayed: { type: 'integer', description: 'Deliveries that are sent again' },
    },
  };
  return {
    post: {
      tags: [TAG],
      summary: 'Send all deliveries again that were given up for an endpoint',
      operationId: `${REPLAY}Dead`,
      description: 'Each with its own body and `Webhook-Id`; their attempts count from zero.',
      requestBody: ref('requestBodies', BODY),
      responses: {
        200: written('Done', schema),
        ...refusals({ 400: NOT_REPLAYED, ...BODY_REFUSALS }),
      },
    },
  };
}

function ping(): PathItem {
  const outcome: Schema = {
    type: 'object',
    properties: {
      id: { type: 'string', description: '`Webhook-Id` of the request' },
      delivered: { type: 'boolean', description: 'Whether the receiver answered 2xx' },
      status: { type: ['integer', 'null'], description: 'HTTP status; null without an answer' },
      body: { type: 'string', description: 'The beginning of what it said' },
      error: { type: ['string', 'null'], description: 'Why it was not delivered' },
      milliseconds: { type: 'integer', description: 'How long it took' },
    },
  };
  return {
    parameters: [parameter('Internal number of the endpoint', { type: 'integer' })],
    post: {
      tags: [TAG],
      summary: 'Send a ping to an endpoint, active or not',
      operationId: TEST,
      description: 'One attempt, of which no delivery is kept. 200 also when it was not taken.',
      responses: {
        200: written('What the receiver said', done(outcome)),
        ...refusals({ 404: 'NotFound' }),
      },
    },
  };
}

function body(): RequestBody {
  const schema: Schema = {
    type: 'object',
    required: ['endpoint'],
    properties: {
      endpoint: { type: 'integer', description: 'Internal number of the endpoint' },
      since: {
        type: ['string', 'null'],
        description: 'Moment of the first event; without it all of them',
        examples: ['22-11-2026 10:30:00'],
      },
    },
  };
  return {
    required: true,
    description: 'Which deliveries',
    content: encodings({ schema, example: { endpoint: 1, since: '22-11-2026' } }),
  };
}

function done(data: Schema): Schema {
  return {
    type: 'object',
    required: ['ok', 'data'],
    properties: { ok: { type: 'string', description: 'What was done' }, data },
  };
}

function parameter(description: string, schema: Schema) {
  const example = schema.type === 'integer' ? 1 : '00000000-0000-4000-8000-000000000000';
  return { name: 'id', in: 'path', required: true, description, schema, example } as const;
}
