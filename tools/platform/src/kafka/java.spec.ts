import { describe, expect, it } from '@jest/globals';
import { ActionableError } from '../actionable-error.js';
import { findJava, parseJavaVersion } from './java.js';

describe('the version of Java', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_392"', 8],
    ['openjdk version "25-ea" 2025-09-16', 25],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
  ])('of %j is %s', (output, version) => {
    expect(parseJavaVersion(output)).toBe(version);
  });

  it('is asked of the Java of JAVA_HOME; without one the ways out are named', async () => {
    const failure = await findJava({ JAVA_HOME: '/nowhere' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ActionableError);
    expect(failure).toMatchObject({
      message: 'Kafka needs Java, and "/nowhere/bin/java" does not run here',
      remedy: expect.stringMatching(/Install a Java.*KAFKA_BROKERS.*docker compose up/) as unknown,
    });
  });
});
