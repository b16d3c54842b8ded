import { writeFile } from 'node:fs/promises';
import type { OpenApiDocument } from '../kernel/openapi/openapi-types.js';
import { serverVersion } from '../kernel/server-version.js';
import { MODEL_BUNDLES } from '../model-bundles.js';
import { Expansions, Registry, type Entity, type ModelRules } from '../models/index.js';
import { documentText } from './document-text.js';
import { openApiDocument } from './document.js';
import { OPEN_API_PARTS } from './parts.js';

/** The document of the models as they are declared, whatever a database holds. */
export function declaredDocument(): OpenApiDocument {
  const rules = new Map<Entity, ModelRules<object>>();
  for (const Rules of MODEL_BUNDLES.flatMap((bundle) => bundle.rules)) {
    // What rules depend on only matters when they run.
    const instance = new Rules();
    rules.set(instance.model, instance);
  }
  const registry = new Registry(MODEL_BUNDLES.flatMap(({ entities }) => entities));
  return openApiDocument({
    registry,
    rulesOf: ({ entity }) => rules.get(entity) ?? {},
    expansions: new Expansions(
      registry,
      MODEL_BUNDLES.flatMap(({ expansions }) => expansions ?? []),
    ),
    parts: OPEN_API_PARTS,
    version: serverVersion(),
  });
}

/** Writes the committed `openapi.json`, so that a changed contract shows as a diff. */
export async function writeOpenApi(path: string): Promise<void> {
  await writeFile(path, documentText(declaredDocument()));
}
