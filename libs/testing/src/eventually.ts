const POLL_MS = 25;

/**
 * Waits until `probe` answers something truthy without throwing, and answers it. Rejects with the last failure after
 * `timeoutMs` (15 s by default), so that a condition that never holds is told as what it is.
 */
export async function eventually<T>(probe: () => Promise<T> | T, timeoutMs = 15_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await probe();
      if (answer) return answer;
      failure = new Error(`still ${JSON.stringify(answer)}`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${String(failure)}`, { cause: failure });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
