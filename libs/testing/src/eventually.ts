const POLL_MS = 25;

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/**
 * Waits until `probe` answers something truthy without throwing, and answers it. Rejects with the last failure after
 * `timeoutMs` (15 s by default), so that a condition that never holds is told as what it is.
 */
export async function eventually<T>(probe: () => Promise<T> | T, timeoutMs = 15_000): Promise<Truthy<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await probe();
      if (answer) return answer as Truthy<T>;
      failure = new Error(`still ${JSON.stringify(answer)}`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${String(failure)}`, { cause: failure });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
