import preset from '../../jest.preset.js';

// More workers than cores: these tests wait for time-outs of sessions and locks more than they compute.
export default { ...preset, displayName: 'messaging', maxWorkers: 4 };
