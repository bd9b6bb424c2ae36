import { join } from 'node:path';
import { waitForPlatform, type Addresses } from '@orderflow/platform';

const PATIENCE_MS = 180_000;
const WORKSPACE = join(import.meta.dirname, '../../..');

/**
 * The real Kafka and PostgreSQL that the tests share: the Nx target `platform:test-platform` runs them beside the tests.
 * `TEST_PLATFORM_DIR` names another platform's data directory.
 */
export function testPlatform(): Promise<Addresses> {
  return waitForPlatform(process.env.TEST_PLATFORM_DIR ?? join(WORKSPACE, '.data/test'), PATIENCE_MS);
}
