/** Hands on batches of so many items, so many of them at a time; `lane` counts from 0. Resolves when all are through. */
export async function inLanes<Item>(
  items: readonly Item[],
  size: number,
  lanes: number,
  handle: (batch: readonly Item[], lane: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const run = async (_: unknown, lane: number) => {
    while (next < items.length) await handle(items.slice(next, (next += size)), lane);
  };
  await Promise.all(Array.from({ length: lanes }, run));
}
