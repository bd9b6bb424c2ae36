export { journeyOf, type LoggedEvent, type Step } from './journey-of.js';
