export { eventually } from './eventually.js';
export { testDatabase, type TestDatabase } from './test-database.js';
export { TestKafka, type Received } from './test-kafka.js';
export { testPlatform } from './test-platform.js';
