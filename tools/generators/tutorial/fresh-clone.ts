import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WORKSPACE = join(import.meta.dirname, '../../..');
/** The packages of the workspace itself: links within it. */
const OWN = '@orderflow';
/** npm's record of what it installed; its age tells `npm start` whether to install anew. */
const RECORD = '.package-lock.json';

/**
 * A clone of this workspace as it stands, with what is not committed, after `npm ci`: its node_modules are links to the
 * workspace's. Kafka need not be downloaded again.
 */
export class FreshClone {
  readonly path = mkdtempSync(join(tmpdir(), 'orderflow-tutorial-'));

  constructor() {
    for (const file of trackedFiles()) cpSync(join(WORKSPACE, file), join(this.path, file));
    this.linkPackages();
    this.linkKafka();
    execFileSync('git', ['init', '--quiet'], { cwd: this.path });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private linkPackages(): void {
    const [from, to] = [join(WORKSPACE, 'node_modules'), join(this.path, 'node_modules')];
    mkdirSync(to);
    for (const name of readdirSync(from)) {
      if (name !== OWN && name !== RECORD) symlinkSync(join(from, name), join(to, name));
    }
    cpSync(join(from, OWN), join(to, OWN), { recursive: true, verbatimSymlinks: true });
    cpSync(join(from, RECORD), join(to, RECORD));
  }

  private linkKafka(): void {
    const [from, to] = [join(WORKSPACE, '.data'), join(this.path, '.data')];
    mkdirSync(to);
    const fetched = existsSync(from) ? readdirSync(from).filter((name) => /^kafka-[\d.]+$/.test(name)) : [];
    for (const name of fetched) symlinkSync(join(from, name), join(to, name));
  }
}

function trackedFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', args, { cwd: WORKSPACE, encoding: 'utf8' }).split('\n');
  return files.filter((file) => file && existsSync(join(WORKSPACE, file)));
}
