const PATIENCE_MS = 3000;

/** What `GET /health/ready` of a service on this machine answers; undefined when nothing answers there. */
export async function healthOf(port: number): Promise<{ ready: boolean; status: string } | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { status } = (await response.json()) as { status?: string };
    return { ready: response.ok, status: status ?? (response.ok ? 'ok' : 'down') };
  } catch {
    return undefined;
  }
}

export async function isReady(port: number): Promise<boolean> {
  return (await healthOf(port))?.ready ?? false;
}
