import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'order-api', testTimeout: 30_000 };
