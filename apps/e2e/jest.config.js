import preset from '../../jest.preset.js';

// One file at a time: some start a whole system each.
export default { ...preset, displayName: 'e2e', maxWorkers: 1 };
