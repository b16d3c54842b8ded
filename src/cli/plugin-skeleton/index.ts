import { gitIgnore, packageJson, tsconfigJson } from './package-files.js';
import { readmeFile } from './readme-file.js';
import type { SkeletonNames } from './skeleton-names.js';
import {
  controllerFile,
  entityFile,
  handlerFile,
  hooksFile,
  indexFile,
  rulesFile,
} from './source-files.js';

export { meansSomething, skeletonNames, type SkeletonNames } from './skeleton-names.js';

/** The files of a new plugin, by their paths inside of its folder. */
export function skeletonFiles(names: SkeletonNames): ReadonlyMap<string, string> {
  const { name } = names;
  return new Map([
    ['package.json', packageJson(names)],
    ['tsconfig.json', tsconfigJson()],
    ['.gitignore', gitIgnore()],
    ['README.md', readmeFile(names)],
    ['src/index.ts', indexFile(names)],
    [`src/${name}.entity.ts`, entityFile(names)],
    [`src/${name}.rules.ts`, rulesFile(names)],
    [`src/${name}.hooks.ts`, hooksFile(names)],
    [`src/${name}.handler.ts`, handlerFile(names)],
    [`src/${name}.controller.ts`, controllerFile(names)],
  ]);
}
