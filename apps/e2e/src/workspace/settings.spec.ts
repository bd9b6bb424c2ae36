import { describe, expect, it } from '@jest/globals';
import { SETTING } from './settings-of.js';
import { filesOf, read } from './workspace.js';

/** A line of the example, commented out because it shows the default. */
const EXAMPLE = /^# ([A-Z][A-Z\d_]+)=/gm;
/** Read by the commands, not by a service. */
const OF_THE_COMMANDS = [
  'JAVA_HOME',
  'ORDERFLOW_DATA_DIR',
  'ORDERFLOW_TOKEN',
  'PROMETHEUS_PORT',
  /_DATABASE_URL$/,
  /^SCHEMA_REGISTRY_/,
];

const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);

describe('.env.example', () => {
  it('lists every setting of every service, and no other', () => {
    const classes = filesOf('apps/*/src/config.ts', 'libs/service/src/settings/*-settings.ts');
    const settings = new Set(classes.flatMap((file) => namesIn(read(file), SETTING)));
    const examples = namesIn(read('.env.example'), EXAMPLE);
    const ofServices = examples.filter((name) => !OF_THE_COMMANDS.some((other) => name.match(other)));
    expect(new Set(ofServices)).toEqual(settings);
    expect(new Set(examples).size).toBe(examples.length);
  });
});
