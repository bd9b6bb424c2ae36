import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'gateway',
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^content-disposition$': '<rootDir>/test/content-disposition.cjs',
  },
};
