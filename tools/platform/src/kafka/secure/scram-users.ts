import { pbkdf2, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type ConnectionOptions } from 'node:tls';
import { promisify } from 'node:util';
import { CompactReader, NO_TAGS, compactArray, compactBytes, int16, int32 } from './flexible-encoding.js';

// kafkajs cannot tell Kafka of users (KIP-554), and each run of Kafka's own tool takes a Java process and one user.

const ALTER_USER_SCRAM_CREDENTIALS = 51;
const SCRAM_SHA_512 = 2;
const KEY_BYTES = 64;
/** Kafka's default, and its least. What is hashed here is random, so that more would not make it harder to guess. */
const ITERATIONS = 4096;
const PATIENCE_MS = 5000;

/**
 * Sets the passwords of SCRAM-SHA-512 users, by name; others stay as they are. Kafka is given what it needs to check a
 * password (RFC 5802), not the password.
 * @throws Error when Kafka refuses one of them, or does not answer within 5 s
 */
export async function setPasswords(
  broker: ConnectionOptions,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const users = await Promise.all(Object.entries(passwords).map(([name, password]) => upsertion(name, password)));
  const answer = await ask(broker, Buffer.concat([header(), compactArray([]), compactArray(users), NO_TAGS]));
  refuseErrors(answer);
}

const header = (): Buffer =>
  Buffer.concat([
    int16(ALTER_USER_SCRAM_CREDENTIALS),
    int16(0), // version
    int32(1), // correlation id
    int16(-1), // no client id
    NO_TAGS,
  ]);

async function upsertion(name: string, password: string): Promise<Buffer> {
  const salt = randomBytes(32);
  const salted = await promisify(pbkdf2)(password, salt, ITERATIONS, KEY_BYTES, 'sha512');
  return Buffer.concat([
    compactBytes(Buffer.from(name)),
    Buffer.of(SCRAM_SHA_512),
    int32(ITERATIONS),
    compactBytes(salt),
    compactBytes(salted),
    NO_TAGS,
  ]);
}

async function ask(broker: ConnectionOptions, request: Buffer): Promise<Buffer> {
  const socket = connect(broker);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('Kafka does not answer')));
  try {
    await once(socket, 'secureConnect');
    socket.write(Buffer.concat([int32(request.length), request]));
    let answer = Buffer.alloc(0);
    for await (const chunk of socket) {
      answer = Buffer.concat([answer, chunk as Buffer]);
      if (answer.length >= 4 && answer.length >= 4 + answer.readInt32BE()) return answer.subarray(4);
    }
    throw new Error('Kafka closed the connection');
  } finally {
    socket.destroy();
  }
}

/** The first of its answers that is an error is thrown. */
function refuseErrors(answer: Buffer): void {
  const reader = new CompactReader(answer, 4 + 1 + 4); // behind correlation id, tags and throttle time
  for (let left = reader.length(); left > 0; left--) {
    const name = reader.text();
    const code = reader.int16();
    const message = reader.text();
    reader.skipTags();
    if (code !== 0) throw new Error(`Kafka does not take the password of ${name} (error ${code}): ${message}`);
  }
}
