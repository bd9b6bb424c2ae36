import { type Platform, type PlatformOptions, keepPlatform } from '@orderflow/platform';

/**
 * Runs `use` on a platform that is up, and stops the platform after it. `ending` aborts a start that is under way, but
 * not a platform in use: `use` itself ends first. It is aborted here when the platform is lost for good.
 */
export async function withPlatform(
  options: PlatformOptions,
  ending: AbortController,
  use: (platform: Platform) => Promise<void>,
): Promise<void> {
  const platformEnding = new AbortController();
  const endEarly = () => platformEnding.abort();
  ending.signal.addEventListener('abort', endEarly);
  let kept!: Promise<void>;
  const opened = new Promise<Platform>((resolve) => {
    kept = keepPlatform({ ...options, signal: platformEnding.signal }, resolve);
  });
  const platform = await Promise.race([opened, kept]);
  ending.signal.removeEventListener('abort', endEarly);
  kept.catch(() => ending.abort());
  try {
    if (platform) await use(platform);
  } finally {
    platformEnding.abort();
    await kept;
  }
}
