import { InvalidArgumentError, type Command } from 'commander';
import { nearestNames } from './resource-names.js';

export const VERBS = ['get', 'post', 'put', 'delete'] as const;
export type Verb = (typeof VERBS)[number];

/** What a key may do with one resource; no verb at all takes the permission away. */
export interface Grant {
  readonly resource: string;
  readonly verbs: ReadonlySet<Verb>;
}

/** The `--resource X --allow …` pairs of one command line, in their order. */
export class GrantOptions {
  private readonly read: Grant[] = [];
  private open: string | null = null;

  constructor(private readonly command: Command) {
    command
      .option('--resource <name>', 'resource that the next --allow is for; repeatable', (name) =>
        this.resource(name),
      )
      .option('--allow <verbs>', `${VERBS.join(',')}, all or none, for that resource`, (verbs) =>
        this.allow(verbs),
      );
  }

  /** The grants that were asked for; a resource without verbs is a usage error. */
  get all(): readonly Grant[] {
    if (this.open !== null) this.command.error(`error: ${missingVerbs(this.open)}`);
    return this.read;
  }

  /** A name that there is no resource of is a usage error. */
  assertKnown(names: readonly string[]): void {
    const unknown = this.read.find(({ resource }) => !names.includes(resource));
    if (unknown) this.command.error(`error: ${unknownResource(unknown.resource, names)}`);
  }

  private resource(name: string): string {
    if (this.open !== null) throw new InvalidArgumentError(missingVerbs(this.open));
    this.open = name;
    return name;
  }

  private allow(text: string): string {
    const resource = this.open;
    if (resource === null) {
      throw new InvalidArgumentError('Name the resource first: --resource X --allow get,post.');
    }
    if (this.read.some((grant) => grant.resource === resource)) {
      throw new InvalidArgumentError(`${resource} is named twice.`);
    }
    this.read.push({ resource, verbs: verbsOf(text) });
    this.open = null;
    return text;
  }
}

function verbsOf(text: string): ReadonlySet<Verb> {
  const words = text
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  if (words.length === 1 && words[0] === 'none') return new Set();
  if (words.length === 1 && words[0] === 'all') return new Set(VERBS);
  const unknown = words.find((word) => !VERBS.includes(word as Verb));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `"${unknown}" is none of ${VERBS.join(', ')} (put is for PATCH too), all or none.`,
    );
  }
  return new Set(words as Verb[]);
}

function missingVerbs(resource: string): string {
  return `What is allowed for ${resource}? Add --allow get,post after it.`;
}

function unknownResource(name: string, names: readonly string[]): string {
  const near = nearestNames(name, names);
  return near.length > 0
    ? `There is no resource ${name}; did you mean ${near.join(', ')}?`
    : `There is no resource ${name}; GET /api/3 lists them all.`;
}
