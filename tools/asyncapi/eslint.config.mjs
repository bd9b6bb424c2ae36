import base from '../../eslint.config.mjs';

const rule = '@nx/enforce-module-boundaries';
const [level, options] = base.findLast(({ rules }) => rules?.[rule]).rules[rule];

// The document says what the services' handlers take: for that an app's root module may be imported, here and nowhere else.
const allow = [...options.allow, '^@orderflow/[a-z-]+/app$'];

export default [...base, { files: ['**/*.ts'], rules: { [rule]: [level, { ...options, allow }] } }];
