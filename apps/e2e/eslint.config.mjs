import base from '../../eslint.config.mjs';

const rule = '@nx/enforce-module-boundaries';
const [level, options] = base.findLast(({ rules }) => rules?.[rule]).rules[rule];

// The saga is checked on the services' own rules: here, and nowhere else, an app's domain may be imported.
const allow = [...options.allow, '^@orderflow/[a-z-]+/domain$'];

export default [...base, { files: ['**/*.ts'], rules: { [rule]: [level, { ...options, allow }] } }];
