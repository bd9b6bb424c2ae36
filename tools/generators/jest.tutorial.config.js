import preset from '../../jest.preset.js';

// Beside the other tests it would take as long as all of them: it is a target of its own.
export default {
  ...preset,
  displayName: 'tutorial',
  testMatch: ['<rootDir>/tutorial/**/*.spec.ts'],
};
