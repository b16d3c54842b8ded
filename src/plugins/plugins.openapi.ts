import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import {
  ref,
  type Operation,
  type Parameter,
  type Schema,
} from '../kernel/openapi/openapi-types.js';
import { refusal, refusals } from '../kernel/openapi/responses.js';

const TAG = 'plugins';

const TAG_TEXT = `
What extends this server. A plugin is a package of code that the operator installs; through the API
it is listed, enabled and disabled. That takes effect at once, without a restart, and other
processes on the same database follow within seconds. Enabling creates the tables of a plugin,
disabling keeps them. Code can not be uploaded.
`.trim();

const PLUGIN: Schema = {
  type: 'object',
  description: 'An installed plugin',
  required: [
    ...['compatible', 'description', 'enabled', 'folder', 'min_version', 'min_php', 'name'],
    ...['require', 'require_php', 'version'],
  ],
  properties: {
    compatible: { type: 'boolean', description: 'Works with this version of the server' },
    description: { type: 'string' },
    enabled: { type: 'boolean', description: 'Runs at this moment' },
    folder: { type: 'string', description: 'Folder or package that it was found in' },
    min_version: { type: 'number', description: 'Lowest version of the server, such as 0.1' },
    min_php: { type: 'number', description: 'Always 0' },
    name: { type: 'string' },
    require: {
      type: 'array',
      items: { type: 'string' },
      description: 'Plugins that must be enabled before',
    },
    require_php: { type: 'array', items: { type: 'string' }, description: 'Always empty' },
    version: { type: 'number', description: 'Such as 1.2 for version 1.2.3' },
    error: { type: 'string', description: 'Why it can not run; only where it can not' },
  },
};

const DONE: Schema = {
  type: 'object',
  required: ['status', 'message'],
  properties: {
    status: { const: 'success' },
    message: {
      type: 'string',
      description: '`plugin-enabled` or `plugin-disabled` when it already was',
    },
  },
};

const NAME: Parameter = {
  name: 'name',
  in: 'path',
  required: true,
  description: 'Name of the plugin; capital letters matter',
  schema: { type: 'string' },
  example: 'webhooks',
};

/** The routes that list and switch plugins. */
export const PLUGINS_PART: OpenApiPart = {
  tags: [{ name: TAG, description: TAG_TEXT }],
  paths: {
    '/plugins': { get: listing() },
    '/plugins/{name}': { parameters: [NAME], get: reading() },
    '/plugins/{name}/enable': { parameters: [NAME], post: switching('enable') },
    '/plugins/{name}/disable': { parameters: [NAME], post: switching('disable') },
  },
  schemas: { Plugin: PLUGIN, PluginSwitched: DONE },
  responses: {
    PluginNotFound: refusal('There is no such plugin', ['plugin-not-found'], {
      sample: { text: 'plugin-not-found: nope' },
    }),
    PluginNotSwitched: refusal('It can not be: the text says why', [
      'plugin-needed',
      'plugin-not-compatible',
      'plugin-not-loaded',
    ]),
  },
};

function switching(action: 'enable' | 'disable'): Operation {
  return {
    tags: [TAG],
    summary: action === 'enable' ? 'Enable a plugin' : 'Disable a plugin',
    operationId: `${action}Plugin`,
    description:
      'Needs a key with full access. The new state holds when the answer is there; repeating it ' +
      'changes nothing.',
    responses: {
      200: {
        description: 'It is so now',
        content: { 'application/json': { schema: ref('schemas', 'PluginSwitched') } },
      },
      ...refusals({ 400: 'PluginNotSwitched', 404: 'PluginNotFound' }),
    },
  };
}

function listing(): Operation {
  return {
    tags: [TAG],
    summary: 'List the plugins',
    operationId: 'listPlugins',
    description:
      'By name. `filter[…]` with the suffixes of other lists and `sort[…]=DESC` work on the ' +
      'members of the answer; conditions all hold.',
    responses: {
      200: {
        description: 'The installed plugins',
        headers: {
          'X-Core-Version': {
            description: 'Version of the reference whose API this is',
            schema: { type: 'string' },
          },
        },
        content: {
          'application/json': {
            schema: { type: 'array', items: ref('schemas', 'Plugin') },
          },
        },
      },
      ...refusals(),
    },
  };
}

function reading(): Operation {
  return {
    tags: [TAG],
    summary: 'Read a plugin',
    operationId: 'readPlugin',
    description: 'As in the list. The name has to be written as there.',
    responses: {
      200: {
        description: 'The plugin',
        content: { 'application/json': { schema: ref('schemas', 'Plugin') } },
      },
      ...refusals({ 404: 'PluginNotFound' }),
    },
  };
}
