import base from '../../eslint.config.mjs';

export default [
  ...base,
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@orderflow/contracts',
              message: "Messaging serves anyone's events: it imports only @orderflow/contracts/contract.",
            },
          ],
        },
      ],
    },
  },
];
