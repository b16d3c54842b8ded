import type { INestApplicationContext } from '@nestjs/common';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Config } from '../kernel/config/config.js';
import { unescapeText } from '../kernel/text/escape.js';
import { LifeCycle, type Context } from '../models/index.js';
import { ApiAccess, ApiKey } from '../api-keys/index.js';
import { inInstalledApplication } from './database-access.js';
import { CommandFailure } from './failure.js';
import { resourceNames } from './resource-names.js';
import { GrantOptions, VERBS, type Grant, type Verb } from './grants.js';
import { configOf, type Shell } from './shell.js';
import { aligned } from './terminal.js';

const SOON = 'A running server knows within 2 seconds.';

export function keyCommand(shell: Shell): Command {
  return new Command('key')
    .description('make, list and change API keys')
    .addCommand(createCommand(shell))
    .addCommand(listCommand(shell))
    .addCommand(grantCommand(shell))
    .addCommand(revokeCommand(shell));
}

// ---- create

const CREATE_HELP = `
The key itself is the only line on standard output, and is never shown again.

Examples:
  $ facturanest key create --description "Accountant" --full
  $ facturanest key create --description "Web shop" \\
      --resource productos --allow get --resource crearPedidoCliente --allow post
`;

function createCommand(shell: Shell): Command {
  const command = new Command('create');
  const grants = new GrantOptions(command);
  return command
    .description('make an API key')
    .requiredOption('--description <text>', 'purpose or owner of the key', filledText)
    .addOption(new Option('--full', 'full access to everything').conflicts(['resource', 'allow']))
    .addHelpText('after', CREATE_HELP)
    .action(({ description, full = false }: { description: string; full?: boolean }) =>
      createKey(shell, { description, full, grants }),
    );
}

interface NewKey {
  readonly description: string;
  readonly full: boolean;
  readonly grants: GrantOptions;
}

async function createKey(shell: Shell, { description, full, grants }: NewKey): Promise<void> {
  const { terminal } = shell;
  const asked = grants.all;
  const { id, plain } = await inUnit(configOf(shell), async (context, { lifeCycle, names }) => {
    grants.assertKnown(names);
    const key = await context.records.insert(ApiKey, { description, fullaccess: full });
    for (const grant of asked) await permit(context, key, grant);
    const shown = lifeCycle.rulesOf(context.models.of(ApiKey)).created?.(key, context);
    return { id: key.id, plain: String(shown?.['apikey']) };
  });
  terminal.say(`Key ${id} is made. It is shown only now:`);
  terminal.print(plain);
  if (!full && asked.length === 0) {
    terminal.say(
      `It may do nothing yet: facturanest key grant ${id} --resource productos --allow get`,
    );
  }
}

// ---- list

function listCommand(shell: Shell): Command {
  return new Command('list')
    .description('list the API keys and what each may do')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', '\nExample:\n  $ facturanest key list --json | jq .[].description\n')
    .action(({ json = false }: { json?: boolean }) => listKeys(shell, json));
}

async function listKeys(shell: Shell, json: boolean): Promise<void> {
  const keys = await inUnit(configOf(shell), async (context) => {
    const permissions = await context.records.list(ApiAccess, {}, { orderBy: ['resource', 'id'] });
    return (await context.records.list(ApiKey)).map((key) => ({
      id: key.id,
      description: unescapeText(key.description),
      enabled: key.enabled,
      fullAccess: key.fullaccess ?? false,
      permissions: Object.fromEntries(
        permissions.filter(({ idapikey }) => idapikey === key.id).map(permissionEntry),
      ),
      created: key.creationdate,
      lastUse: key.lastactivity,
      lastAddress: key.lastip,
    }));
  });
  const { terminal } = shell;
  if (json) {
    terminal.print(JSON.stringify(keys, null, 2));
    return;
  }
  const rows = keys.map((key) => [
    String(key.id),
    key.enabled ? 'yes' : 'no',
    key.created,
    key.lastUse ?? 'never',
    key.description,
    key.fullAccess ? 'everything' : permissionText(key.permissions),
  ]);
  const heading = ['ID', 'ENABLED', 'CREATED', 'LAST USE', 'DESCRIPTION', 'MAY DO'];
  for (const line of aligned([heading, ...rows])) terminal.print(line);
}

function permissionEntry(access: ApiAccess): [string, Verb[]] {
  return [access.resource, VERBS.filter((verb) => access[`allow${verb}`])];
}

function permissionText(permissions: Readonly<Record<string, Verb[]>>): string {
  const parts = Object.entries(permissions)
    .filter(([, verbs]) => verbs.length > 0)
    .map(([resource, verbs]) => `${resource}: ${verbs.join(',')}`);
  return parts.join('; ') || 'nothing';
}

// ---- grant

const GRANT_HELP = `
What is said of a resource replaces what the key could do with it before; other resources stay.
"none" takes the permission away.

Examples:
  $ facturanest key grant 3 --resource clientes --allow get,post,put
  $ facturanest key grant 3 --resource clientes --allow none --resource productos --allow all
`;

function grantCommand(shell: Shell): Command {
  const command = new Command('grant');
  const grants = new GrantOptions(command);
  return command
    .description('change what an API key may do')
    .argument('<id>', 'number of the key', keyNumber)
    .addHelpText('after', GRANT_HELP)
    .action((id: number) => {
      if (grants.all.length === 0) {
        command.error('error: say what to allow: --resource clientes --allow get,post');
      }
      return grantKey(shell, id, grants);
    });
}

async function grantKey(shell: Shell, id: number, grants: GrantOptions): Promise<void> {
  const key = await inUnit(configOf(shell), async (context, { names }) => {
    grants.assertKnown(names);
    const found = await keyOf(context, id);
    for (const grant of grants.all) await permit(context, found, grant);
    return found;
  });
  for (const { resource, verbs } of grants.all) {
    shell.terminal.say(`${resource}: ${[...verbs].join(', ') || 'nothing'}`);
  }
  if (key.fullaccess) {
    shell.terminal.say(`Key ${id} has full access: permissions do not limit it.`);
  } else if (!key.enabled) {
    shell.terminal.say(`Key ${id} is disabled: it is refused whatever its permissions.`);
  } else {
    shell.terminal.say(`Key ${id} is changed. ${SOON}`);
  }
}

/** Sets what a key may do with one resource. */
async function permit(context: Context, key: ApiKey, { resource, verbs }: Grant): Promise<void> {
  const owner = { idapikey: key.id, resource };
  const known = await context.records.first(ApiAccess, owner, { lock: true });
  const flags = {
    allowget: verbs.has('get'),
    allowpost: verbs.has('post'),
    allowput: verbs.has('put'),
    allowdelete: verbs.has('delete'),
  };
  if (verbs.size === 0) {
    if (known) await context.records.remove(ApiAccess, known);
  } else if (known) {
    await context.records.update(ApiAccess, known, flags);
  } else {
    await context.records.insert(ApiAccess, { ...owner, ...flags });
  }
}

// ---- revoke

const REVOKE_HELP = `
A disabled key stays in the list and is refused. --delete removes it and its permissions.

Examples:
  $ facturanest key revoke 3
  $ facturanest key revoke 3 --delete
`;

function revokeCommand(shell: Shell): Command {
  return new Command('revoke')
    .description('disable an API key')
    .argument('<id>', 'number of the key', keyNumber)
    .option('--delete', 'remove it from the list too')
    .addHelpText('after', REVOKE_HELP)
    .action((id: number, options: { delete?: boolean }) =>
      revokeKey(shell, id, options.delete ?? false),
    );
}

async function revokeKey(shell: Shell, id: number, removed: boolean): Promise<void> {
  const config = configOf(shell);
  const left = await inUnit(config, async (context) => {
    const key = await keyOf(context, id);
    if (removed) await context.records.remove(ApiKey, key);
    else await context.records.update(ApiKey, key, { enabled: false });
    return context.records.count(ApiKey, { enabled: true, fullaccess: true });
  });
  shell.terminal.say(`Key ${id} is ${removed ? 'deleted' : 'disabled'}. ${SOON}`);
  if (left === 0 && config.apiKey === null) {
    shell.terminal.say('No key with full access is left: facturanest key create --full …');
  }
}

// ---- for all of them

interface Tools {
  readonly lifeCycle: LifeCycle;
  /** What permissions can be given for. */
  readonly names: readonly string[];
}

function inUnit<R>(
  config: Config,
  work: (context: Context, tools: Tools) => Promise<R>,
): Promise<R> {
  return inInstalledApplication(config, (app: INestApplicationContext) => {
    const lifeCycle = app.get(LifeCycle);
    const names = resourceNames(app);
    return lifeCycle.run((context) => work(context, { lifeCycle, names }));
  });
}

/** @throws CommandFailure when there is no such key */
async function keyOf(context: Context, id: number): Promise<ApiKey> {
  const key = await context.records.find(ApiKey, id, { lock: true });
  if (!key) throw new CommandFailure(`There is no key ${id}: "facturanest key list" shows them.`);
  return key;
}

function filledText(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('It must not be empty.');
}

function keyNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be the number that "facturanest key list" shows.');
}
