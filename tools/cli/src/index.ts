// What the tools beside the command line share with it.
export { ownToken } from './access/own-token.js';
export { isReady } from './system/health.js';
export { serviceProcess, refuseUnbuilt } from './system/service-process.js';
export { endOnSignal } from './terminal/end-on-signal.js';
export { seconds, table } from './terminal/format.js';
export { Terminal } from './terminal/terminal.js';
