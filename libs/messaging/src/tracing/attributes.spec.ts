import { describe, expect, it } from '@jest/globals';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import * as ours from './attributes.js';

describe('the names of attributes', () => {
  it.each(Object.entries(ours))('%s is what the semantic conventions call it', (name, value) => {
    expect((conventions as Readonly<Record<string, unknown>>)[name]).toBe(value);
  });
});
