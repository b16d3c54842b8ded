import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import house from './scripts/lint/house.mjs';

const FORWARD_REF =
  'forwardRef hides a circle between modules: move what both need into one of them.';
const SLOW_NORMALIZE =
  'normalize() takes quadratic time on runs of marks: use normalForm of kernel/text.';

export default defineConfig(
  { ignores: ['dist/', '.dist-new/', '.dist-old/', 'coverage/', 'data/', 'plugins/'] },
  // Made from the document, and what uses that: `npm run clients` compiles them.
  { ignores: ['test/clients/generated/', 'test/clients/use-*.ts', 'test/clients/*.cjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { house },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // The arrows between files.
      'house/rooms': 'error',
      'house/no-cycle': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: '@nestjs/common', importNames: ['forwardRef'], message: FORWARD_REF }],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ":matches(CallExpression[callee.name='forwardRef'], MemberExpression[property.name='forwardRef'])",
          message: FORWARD_REF,
        },
        {
          selector: "CallExpression[callee.property.name='normalize'][callee.object.name!='posix']",
          message: SLOW_NORMALIZE,
        },
      ],

      // What the strict set leaves out.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],

      // Where the strict set is too strict, or speaks against the framework.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { inheritedMethods: false } },
      ],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A check of what comes from outside is not "unnecessary" because a type promises it.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A type parameter used once makes call sites readable: repository.raw<Row>(…).
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Nest and TypeORM take plain objects for their option classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An asynchronous interface may have an implementation that has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },

  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': [
        'error',
        { max: 70, skipBlankLines: true, skipComments: true, IIFEs: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/cli/**', '**/*.spec.ts'],
    rules: { 'no-console': 'error' },
  },

  {
    // Tests read answers of any shape and hold on to methods of mocks.
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'AbortSignal',
          'Buffer',
          'URL',
          'URLSearchParams',
          'clearInterval',
          'clearTimeout',
          'console',
        ]
          .concat(['fetch', 'performance', 'process', 'setImmediate', 'setInterval', 'setTimeout'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
);
