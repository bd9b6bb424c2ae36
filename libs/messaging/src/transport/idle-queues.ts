import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

let installed = false;

/**
 * Lets connections rest that have nothing to send. kafkajs 2.2.4 looks after each of its connections again in a
 * negative time, which is a millisecond, for ever: 900 wake-ups a second, and a twentieth of a processor, in a service
 * that does nothing. Only a request that waits needs that look.
 */
export function restIdleQueues(): void {
  if (installed) return;
  installed = true;
  const { scheduleCheckPendingRequests } = RequestQueue.prototype;
  RequestQueue.prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
  };
}
