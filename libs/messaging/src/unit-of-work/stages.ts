interface Callable<H> {
  readonly lane: string | null;
  readonly handlers: readonly H[];
}

/**
 * Groups events into calls that keep each lane's events in offset order, yet merge across lanes, so that interleaved
 * types still make large batches: an event joins the call of its lane's event before it, or a later one when another
 * handler is due. Answers the calls in the order in which they are to be made.
 */
export function stages<H, I extends Callable<H>>(events: readonly I[]): [H, I[]][] {
  const calls: Map<H, I[]>[] = [];
  const last = new Map<string, { stage: number; handler: H }>();
  for (const event of events) {
    for (const handler of event.handlers) {
      const before = event.lane === null ? undefined : last.get(event.lane);
      const stage = before ? before.stage + (before.handler === handler ? 0 : 1) : 0;
      if (event.lane !== null) last.set(event.lane, { stage, handler });
      const calling = (calls[stage] ??= new Map<H, I[]>());
      const together = calling.get(handler);
      if (together) together.push(event);
      else calling.set(handler, [event]);
    }
  }
  return calls.flatMap((stage) => [...stage]);
}
