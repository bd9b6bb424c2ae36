import base from '../../eslint.config.mjs';

/** What holds for .ts holds for .tsx. */
const forComponents = base
  .filter(({ files }) => files?.includes('**/*.ts'))
  .map((rules) => ({ ...rules, files: ['**/*.tsx'] }));

export default [...base, ...forComponents];
