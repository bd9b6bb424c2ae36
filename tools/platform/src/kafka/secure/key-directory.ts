import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { services } from '../../services.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Sooner than that before their end, the certificates are made anew at a start. */
const RENEW_DAYS = 30;
const MINE_ONLY = 0o600;

/** The platform's own name in Kafka: the broker towards itself, and who makes topics, users and permissions. */
export const ADMINISTRATOR = 'orderflow-platform';

/** The certificates and passwords of the secured Kafka, in files that only their owner can read. */
export class KeyDirectory {
  constructor(readonly path: string) {}

  static of(dataDirectory: string): KeyDirectory {
    return new KeyDirectory(join(dataDirectory, 'secure'));
  }

  /** What clients trust. */
  get authorityFile(): string {
    return join(this.path, 'ca.pem');
  }

  /** The platform's certificate and its private key in one file, as Kafka and Node.js both take it. */
  get identityFile(): string {
    return join(this.path, 'platform.pem');
  }

  private get passwordsFile(): string {
    return join(this.path, 'passwords.json');
  }

  /** The password of each service. */
  get passwords(): Readonly<Record<string, string>> {
    return JSON.parse(readFileSync(this.passwordsFile, 'utf8')) as Record<string, string>;
  }

  /** Makes what is missing or about to expire; certificates and passwords are always made together. */
  async prepare(): Promise<void> {
    if (await this.isGood()) return;
    // Only here: who starts without it does not wait for its libraries to load.
    const { makeCertificates } = await import('./certificates.js');
    const { authority, certificate, privateKey } = await makeCertificates(ADMINISTRATOR);
    const draft = new KeyDirectory(`${this.path}.draft`);
    await rm(draft.path, { recursive: true, force: true });
    await mkdir(draft.path, { recursive: true, mode: 0o700 });
    await Promise.all([
      writeFile(draft.authorityFile, `${authority}\n`, { mode: MINE_ONLY }),
      writeFile(draft.identityFile, `${privateKey}\n${certificate}\n`, { mode: MINE_ONLY }),
      writeFile(draft.passwordsFile, JSON.stringify(newPasswords(), null, 2), { mode: MINE_ONLY }),
    ]);
    await rm(this.path, { recursive: true, force: true });
    await rename(draft.path, this.path);
  }

  private async isGood(): Promise<boolean> {
    try {
      const { validTo } = new X509Certificate(await readFile(this.identityFile));
      const complete = services.every(({ name }) => this.passwords[name]);
      return complete && Date.parse(validTo) > Date.now() + RENEW_DAYS * DAY_MS;
    } catch {
      return false;
    }
  }
}

const newPasswords = () =>
  Object.fromEntries(services.map(({ name }) => [name, randomBytes(32).toString('base64url')]));
