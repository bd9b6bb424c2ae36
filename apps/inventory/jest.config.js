import preset from '../../jest.preset.js';

// Above the patience of eventually(), which says what did not come about.
export default { ...preset, displayName: 'inventory' };
