// What makes a class an event contract, whoever's events they are: all of this package that messaging knows.
export { contractOf, eventOf, type EventClass } from './event-class.js';
export { jsonSchemaOf, type JsonSchema } from './json-schema.js';
