import { createHash, timingSafeEqual } from 'node:crypto';
import type { OperatorToken } from '../settings/setting.js';

/** The name of who holds the token; undefined when nobody does. How long it takes tells nothing of the tokens. */
export const holderOf = (given: string, tokens: readonly OperatorToken[]): string | undefined =>
  tokens.filter(({ token }) => equalInConstantTime(token, given))[0]?.name;

const equalInConstantTime = (one: string, other: string): boolean => timingSafeEqual(digestOf(one), digestOf(other));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
