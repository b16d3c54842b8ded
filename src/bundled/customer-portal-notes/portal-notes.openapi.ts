import {
  BODY_REFUSALS,
  encodings,
  ref,
  refusals,
  written,
  type OpenApiPart,
  type PathItem,
  type RequestBody,
  type Schema,
} from 'facturanest/plugin';
import { RESOURCE } from './portal-notes.controller.js';

const TAG = 'customer portal';
const SHOWN = 'ShownPortalNote';
const BODY = 'NewPortalNote';

const TAG_TEXT = `
What a customer portal reads and writes on behalf of its customers. The back office has all of the
notes, with everything about them, under \`portalnotes\`.

A key without full access needs a permission under the name \`portalNotesOf\`. It reaches the notes of
every customer: whom a person of the portal is, the portal itself must know.
`.trim();

const ADD_TEXT = `
The note is written by the customer: visible in the portal from today on, and neither printed nor in
the way of invoices. Other fields than these mean nothing here.
`.trim();

/** The route of the portal. */
export const PORTAL_NOTES_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: { [`/${RESOURCE}/{codcliente}`]: notesOf() },
  schemas: { [SHOWN]: shownNote() },
  requestBodies: { [BODY]: newNote() },
};

function notesOf(): PathItem {
  const note = ref('schemas', SHOWN);
  return {
    parameters: [
      {
        name: 'codcliente',
        in: 'path',
        required: true,
        description: 'Code of the customer',
        schema: { type: 'string' },
        example: '1',
      },
    ],
    get: {
      tags: [TAG],
      summary: 'List the notes that a customer may see today',
      operationId: 'listPortalNotes',
      description: 'The newest first, at most 200.',
      responses: {
        200: {
          description: 'The notes',
          content: { 'application/json': { schema: { type: 'array', items: note } } },
        },
        ...refusals({ 404: 'NotFound' }),
      },
    },
    post: {
      tags: [TAG],
      summary: 'Add a note as the customer',
      operationId: 'addPortalNote',
      description: ADD_TEXT,
      requestBody: ref('requestBodies', BODY),
      responses: {
        200: written('The note as the customer sees it', {
          type: 'object',
          required: ['ok', 'data'],
          properties: { ok: { type: 'string', description: 'What was done' }, data: note },
        }),
        ...refusals({ 400: 'NotSaved', 404: 'NotFound', ...BODY_REFUSALS }),
      },
    },
  };
}

function shownNote(): Schema {
  return {
    type: 'object',
    required: ['id', 'text', 'author', 'bycustomer', 'created', 'validuntil'],
    properties: {
      id: { type: 'integer', description: 'Internal number of the note' },
      text: { type: 'string', description: 'What the note says' },
      author: { type: ['string', 'null'], description: 'Who wrote it' },
      bycustomer: { type: 'boolean', description: 'True when the customer wrote it' },
      created: {
        type: ['string', 'null'],
        description: 'When it was written',
        examples: ['22-11-2026 10:30:00'],
      },
      validuntil: {
        type: ['string', 'null'],
        description: 'Last day on which the portal shows it; empty for ever',
        examples: ['31-12-2026'],
      },
    },
  };
}

function newNote(): RequestBody {
  const schema = {
    type: 'object',
    required: ['text'],
    properties: {
      text: { type: 'string', maxLength: 2000, description: 'What the note says' },
      author: {
        type: ['string', 'null'],
        maxLength: 100,
        description: 'Who writes it; the name of the customer by default',
      },
    },
  } as const;
  return {
    required: true,
    description: 'The note',
    content: encodings({ schema, example: { text: 'We are closed in August.' } }),
  };
}
