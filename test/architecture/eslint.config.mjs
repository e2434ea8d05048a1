/** Purity, sizes and names of the house as lint rules; run by `npm run check` and `npm run lint -- FILE`. */
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { disableReason } from './rules/disable-reason.mjs';
import { fewParameters } from './rules/few-parameters.mjs';
import { fileName } from './rules/file-name.mjs';
import { filePurpose } from './rules/file-purpose.mjs';

const everyFile = ['**/*.{ts,tsx,mjs,cjs,js}'];
const house = {
  rules: { 'file-name': fileName, 'file-purpose': filePurpose, 'disable-reason': disableReason, 'few-parameters': fewParameters },
};

const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'No default export: a name that is written once is found everywhere.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'No default export: a name that is written once is found everywhere.' },
];

const noVerboseVenue = [
  {
    selector: 'Property[key.name="verbose"]',
    message: 'ccxt `verbose` prints signatures and keys; tap the frames behind the redaction instead.',
  },
  {
    selector: 'AssignmentExpression[left.property.name="verbose"]',
    message: 'ccxt `verbose` prints signatures and keys; tap the frames behind the redaction instead.',
  },
];

const pure = 'shared/ is pure: time, randomness and the outside world arrive in the event.';
const noClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: `No \`new Date()\`. ${pure}` },
  { selector: 'CallExpression[callee.name="Date"]', message: `No \`Date()\`. ${pure}` },
  {
    selector: 'CallExpression[callee.property.name=/^toLocale/]',
    message: 'Locale-dependent text differs between machines; format in the renderer.',
  },
];
/** The working state of a single owner (a matching book, an order in flight) says so in its name. */
const confessed = 'TSInterfaceDeclaration[id.name=/^Mutable/]';
const readonlyEverywhere = [
  ...[
    'TSInterfaceBody > TSPropertySignature[readonly=false]',
    'TSTypeAliasDeclaration TSTypeLiteral > TSPropertySignature[readonly=false]',
  ].map((selector) => ({
    selector: `${selector}:not(${confessed} TSPropertySignature)`,
    message: 'State in shared/ is readonly: write `readonly`, or name the interface Mutable… if one owner changes it in place.',
  })),
  {
    selector: `:matches(TSInterfaceBody, TSTypeAliasDeclaration TSTypeLiteral) > TSPropertySignature > TSTypeAnnotation > TSArrayType:not(${confessed} TSArrayType)`,
    message: 'State in shared/ is readonly: write `readonly T[]`, or name the interface Mutable… if one owner changes it in place.',
  },
];

const impureGlobals = [
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'fetch',
  'process',
  'performance',
  'crypto',
  'WebSocket',
  'XMLHttpRequest',
  'window',
  'document',
  'localStorage',
  'navigator',
  'require',
  'Buffer',
  'Intl',
].map((name) => ({ name, message: pure }));

const network = ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'].map((name) => ({
  name,
  message: 'The renderer has no network: it shows what the engine publishes.',
}));

const rulesOfSize = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false, IIFEs: true }],
  // A switch counts once: an exhaustive dispatch is long, not complex.
  complexity: ['error', { max: 12, variant: 'modified' }],
  'house/few-parameters': 'error',
  'max-depth': ['error', 4],
};

const rulesOfLanguage = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'typeLike', format: ['PascalCase'], leadingUnderscore: 'forbid' },
    { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z][a-z]', match: false } },
  ],
  'no-restricted-syntax': ['error', ...noDefaultExport],
  'no-var': 'error',
  'prefer-const': 'error',
  // `== null` asks for "neither null nor undefined" in one word.
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-throw-literal': 'error',
  'no-empty': 'error',
  'no-self-compare': 'error',
  'no-unreachable': 'error',
  'no-dupe-keys': 'error',
  'no-fallthrough': 'error',
};

export default [
  { ignores: ['node_modules/**', 'dist/**', '.cache/**', 'test-results/**', 'coverage/**'] },
  {
    files: everyFile,
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin, house },
    rules: {
      'house/file-name': 'error',
      'house/file-purpose': 'error',
      'house/disable-reason': 'error',
      ...rulesOfSize,
      ...rulesOfLanguage,
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: pure },
        { object: 'Math', property: 'random', message: pure },
        ...['setTimeout', 'fetch', 'process', 'console'].map((property) => ({ object: 'globalThis', property, message: pure })),
      ],
      'no-restricted-syntax': ['error', ...noDefaultExport, ...noClock, ...readonlyEverywhere],
    },
  },
  {
    files: ['electron/**/*.{ts,mjs,cjs}'],
    rules: { 'no-restricted-syntax': ['error', ...noDefaultExport, ...noVerboseVenue] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'no-restricted-globals': ['error', ...network],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['renderer/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 70, skipBlankLines: false, skipComments: false, IIFEs: true }] },
  },
  {
    files: ['shared/engine/step.ts', 'renderer/desk/desk-store.ts'],
    rules: { 'max-lines': ['error', { max: 150, skipBlankLines: false, skipComments: false }] },
  },
  {
    // Decoders, brand constructors and the typed bridge are the places where unknown values become a type.
    files: [
      'shared/domain/**/*.ts',
      '**/decode*.ts',
      '**/decode/**/*.ts',
      'shared/journal/codec.ts',
      'shared/risk/pre-trade-gate.ts',
      'electron/preload/bridge.ts',
    ],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }] },
  },
  {
    // A test builds wrong values on purpose and groups its cases in one long describe.
    files: ['test/**/*.{ts,tsx,mjs}'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
    },
  },
  {
    // Tools that ask for a default export by their own contract.
    files: ['**/*.config.{ts,mjs,cjs}', 'test/support/tally-reporter.mjs', 'test/e2e/global-setup.mjs', 'electron/build/empty-module.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
];
