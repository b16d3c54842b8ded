import { serverVersion } from '../../kernel/server-version.js';
import type { SkeletonNames } from './skeleton-names.js';

export function packageJson({ name, words }: SkeletonNames): string {
  const value = {
    name: `facturanest-${name}`,
    version: '0.1.0',
    description: `A plugin of facturanest: ${words}`,
    type: 'module',
    main: 'dist/index.js',
    files: ['dist'],
    scripts: { build: 'tsc', watch: 'tsc --watch --preserveWatchOutput', prepack: 'npm run build' },
    peerDependencies: { facturanest: `^${serverVersion()}` },
    // The server that runs the plugin is there already: npm must not look for another one.
    peerDependenciesMeta: { facturanest: { optional: true } },
  };
  return json(value);
}

export function tsconfigJson(): string {
  return json({
    compilerOptions: {
      target: 'ES2023',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      lib: ['ES2023'],
      types: ['node'],
      strict: true,
      noImplicitOverride: true,
      noUncheckedIndexedAccess: true,
      isolatedModules: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
      skipLibCheck: true,
      sourceMap: true,
      rootDir: 'src',
      outDir: 'dist',
    },
    include: ['src'],
  }).replace(
    /^( +)"experimentalDecorators"/m,
    '$1// Models are declared by decorators, and Nest injects by the types of constructors.\n$&',
  );
}

export function gitIgnore(): string {
  return 'node_modules/\ndist/\n';
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
