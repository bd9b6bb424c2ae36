export { type Counters } from './counters.js';
export { rollUp, type DatedEvent, type ItemChange, type MinuteChange, type RollUp } from './roll-up.js';
