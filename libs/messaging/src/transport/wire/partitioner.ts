import kafkajs, { type ICustomPartitioner } from 'kafkajs';

/**
 * Puts a key on the partition on which Java's clients put it, and leaves all else to kafkajs' default partitioner: the
 * hash is the same, in 32-bit arithmetic instead of kafkajs' emulated 64 bits.
 */
export const keyPartitioner: ICustomPartitioner = () => {
  const partitionerOfKafkajs = kafkajs.Partitioners.DefaultPartitioner();
  return (choice) => {
    const { key, partition } = choice.message;
    if (!Buffer.isBuffer(key) || partition != null) return partitionerOfKafkajs(choice);
    return partitionOf(key, choice.partitionMetadata.length);
  };
};

/** The partition of a key in a topic that has `count` of them. */
export const partitionOf = (key: Buffer, count: number): number => (murmur2(key) & 0x7fffffff) % count;

const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** As `org.apache.kafka.common.utils.Utils.murmur2`. */
export function murmur2(data: Buffer): number {
  const { length } = data;
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    let k = data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
    k = Math.imul(k, M);
    k = Math.imul(k ^ (k >>> 24), M);
    hash = Math.imul(hash, M) ^ k;
  }
  if (length > whole) {
    for (let at = length - 1; at >= whole; at--) hash ^= data[at]! << (8 * (at - whole));
    hash = Math.imul(hash, M);
  }
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
