import { readdirSync } from 'node:fs';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const shared = ['contracts', 'database', 'messaging', 'service', 'testing'].map((type) => `type:${type}`);
const only = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });
const apps = readdirSync(new URL('apps', import.meta.url));

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/coverage', '**/test-results', '**/.data'] },
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  ...nx.configs['flat/javascript'],
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.ts', '**/*.js'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: ['^.*/eslint(\\.base)?\\.config\\.[cm]?[jt]s$', '^.*/jest\\.preset\\.js$'],
          depConstraints: [
            only('type:contracts'),
            only('type:database', 'type:testing'),
            only('type:messaging', 'type:contracts', 'type:database', 'type:testing'),
            only('type:service', 'type:contracts', 'type:database', 'type:messaging', 'type:testing'),
            only('type:testing', 'type:contracts', 'type:tool'),
            only('type:app', ...shared),
            only('type:tool', ...shared, 'type:tool'),
            only('type:e2e', ...shared, 'type:tool', 'type:app'),
            only('scope:shared', 'scope:shared'),
            // The tests of the whole reach into all of it.
            ...apps
              .filter((name) => name !== 'e2e')
              .map((name) => only(`scope:${name}`, `scope:${name}`, 'scope:shared')),
          ],
        },
      ],
    },
  },
  {
    files: ['**/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./[^/]+$|\\.\\./domain/|@orderflow/contracts$|@jest/globals$|fast-check$)',
              message: 'A rule in domain/ is pure: it imports only its siblings and the contracts.',
            },
          ],
        },
      ],
    },
  },
);
