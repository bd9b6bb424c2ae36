export { isLegal } from './legal-sequence.js';
