import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the segments of a topic hold, in bytes, without their indexes: those have their full size from the beginning. */
export async function segmentBytes(logDirectory: string, topic: string): Promise<number> {
  const directories = (await readdir(logDirectory)).filter((name) => name.replace(/-\d+$/, '') === topic);
  let bytes = 0;
  for (const directory of directories) {
    for (const file of await readdir(join(logDirectory, directory))) {
      if (file.endsWith('.log')) bytes += (await stat(join(logDirectory, directory, file))).size;
    }
  }
  return bytes;
}
