import { get, post, type Call } from './call';
import type { Page } from './request';

/** Those that keep dead letters: every service with a database. */
export const DEAD_LETTER_SERVICES = ['order-api', 'inventory', 'transaction', 'notification', 'analytics'] as const;
export type DeadLetterService = (typeof DEAD_LETTER_SERVICES)[number];

export type DeadLetterState = 'retrying' | 'dead' | 'handled' | 'discarded';

export type KeyView = { readonly encoding: 'text' | 'base64'; readonly data: string };
export type PayloadView =
  { readonly encoding: 'json'; readonly data: unknown } | { readonly encoding: 'base64'; readonly data: string };

export interface DeadLetter {
  readonly id: number;
  readonly state: DeadLetterState;
  /** The first of its key: only such a one can be redriven or discarded. */
  readonly head: boolean;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: KeyView | null;
  readonly eventType: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  /** Null when it only waits behind an earlier one. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly parkedAt: string;
  /** Of handled and discarded ones. */
  readonly resolvedAt?: string | null;
}

export interface DeadLetterAction {
  readonly action: 'redrive' | 'discard';
  readonly actor: string;
  readonly reason: string | null;
  readonly at: string;
}

export interface DeadLetterDetails extends Omit<DeadLetter, 'error'> {
  readonly payload: PayloadView | null;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
  readonly error: { readonly code: string; readonly message: string; readonly stack: string | null } | null;
  readonly actions: readonly DeadLetterAction[];
}

/** Waiting ones are counted in the group of the head of their lane. */
export interface DeadLetterGroup {
  readonly errorCode: string | null;
  readonly eventType: string | null;
  readonly retrying: number;
  readonly dead: number;
  readonly waiting: number;
  readonly oldest: string;
  readonly newest: string;
  readonly exampleId: number;
}

export interface DeadLetterFilter {
  readonly eventType?: string;
  readonly errorCode?: string;
  readonly key?: string;
}

export interface DeadLettersQuery extends DeadLetterFilter {
  readonly state?: DeadLetterState | '';
  /** With handled and discarded ones. */
  readonly resolved?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface DeadLetterFate {
  readonly id: number;
  readonly state: 'retrying' | 'handled' | 'discarded';
}

export interface RedriveCounts {
  readonly matching: number;
  readonly redriven: number;
  /** Behind an earlier event of their key. */
  readonly waiting: number;
  readonly dryRun: boolean;
}

type Service = DeadLetterService;

export const listDeadLetters = (service: Service, query: DeadLettersQuery = {}): Call<Page<DeadLetter>> =>
  get('/dead-letters', { service, ...query });

export const getDeadLetterGroups = (service: Service): Call<{ readonly items: readonly DeadLetterGroup[] }> =>
  get('/dead-letters/groups', { service });

export const getDeadLetter = (service: Service, id: number): Call<DeadLetterDetails> =>
  get(`/dead-letters/${id}`, { service });

/** All that match; with `dryRun` they are only counted. */
export const redriveDeadLetters = (
  service: Service,
  body: DeadLetterFilter & { readonly dryRun?: boolean; readonly perSecond?: number },
): Call<RedriveCounts> => post('/dead-letters/redrive', body, { query: { service } });

export const redriveDeadLetter = (service: Service, id: number): Call<DeadLetterFate> =>
  post(`/dead-letters/${id}/redrive`, {}, { query: { service } });

export const discardDeadLetter = (service: Service, id: number, reason: string): Call<DeadLetterFate> =>
  post(`/dead-letters/${id}/discard`, { reason }, { query: { service } });
