import type { PathItem, RequestBody, Response, Schema, Tag } from './openapi-types.js';

/** Shared responses by status, beside those that every write can meet. */
export interface WriteRefusals {
  readonly save: Readonly<Record<string, string>>;
  readonly deletion: Readonly<Record<string, string>>;
}

/** What a module with routes of its own adds to the document, and by that names its routes. */
export interface OpenApiPart {
  readonly tags: readonly Tag[];
  /** By path below `/api/3`, with the operations that its controllers answer. */
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly schemas?: Readonly<Record<string, Schema>>;
  readonly requestBodies?: Readonly<Record<string, RequestBody>>;
  readonly responses?: Readonly<Record<string, Response>>;
  /** By resource: how writes of a model are refused where its routes are the part's own. */
  readonly refused?: Readonly<Record<string, WriteRefusals>>;
  /** True where the root of the API, which lists what the contract has, leaves its names out. */
  readonly isUnlisted?: boolean;
}

/** A name below `/api/3` that no model stands behind; a permission can be given for each. */
export interface CustomResource {
  readonly name: string;
  /** Whether the root of the API lists it. */
  readonly isListed: boolean;
}

/** What the paths of a part begin with, each name once. */
export function resourcesOf({ paths, isUnlisted = false }: OpenApiPart): CustomResource[] {
  const names = Object.keys(paths).map((path) => path.split('/')[1] ?? '');
  return [...new Set(names)].map((name) => ({ name, isListed: !isUnlisted }));
}
