import { type Platform, openPlatform } from './platform.js';
import { type PlatformOptions } from './platform-options.js';

/**
 * Keeps a platform up until `signal` is aborted: when another process runs it and ends, this one takes over.
 * Calls `onOpen` each time it serves, from here or from there. Returns when what this process ran is stopped.
 * @throws ActionableError when it cannot be started.
 */
export async function keepPlatform(
  options: PlatformOptions & { readonly signal: AbortSignal },
  onOpen: (platform: Platform) => void,
): Promise<void> {
  const { signal, observer } = options;
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  let { secure } = options;
  while (!signal.aborted) {
    const platform = await openPlatform({ ...options, secure }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (!platform) return;
    secure = platform.addresses.kafkaSecurity !== undefined; // whoever uses it is set up for that
    if (!signal.aborted) onOpen(platform);
    await Promise.race([platform.gone, aborted]);
    if (!signal.aborted) observer.note(`Process ${platform.addresses.pid} has ended: the platform is started here`);
    await platform.stop();
  }
}
