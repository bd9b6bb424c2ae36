import { type Contender } from '../contender.js';
import { programOf } from '../program.js';
import { TutorialLedger } from './tutorial-ledger.js';

export const tutorial: Contender = {
  name: 'tutorial',
  title: 'tutorial: Express + kafkajs',
  durable: false,
  readyPath: '/health',
  groupOf: (part, stage) => stage.namespace + part,
  ledgerOf: (stage) => new TutorialLedger(stage),
  spec: (part, stage) => programOf('tutorial', part, stage),
};
