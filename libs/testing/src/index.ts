export { eventually } from './eventually.js';
export { ownPlatform, type OwnPlatform } from './own-platform.js';
export { testDatabase, type TestDatabase } from './test-database.js';
export { TestKafka, type Received } from './test-kafka.js';
export { testPlatform } from './test-platform.js';
