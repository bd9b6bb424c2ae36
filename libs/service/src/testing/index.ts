export { Instance, type Answer } from './instance.js';
export { ServiceBed, type BedOptions } from './service-bed.js';
export { quickChecks, untilStanding } from './standing.js';
