import { access } from '../../api/access';
import { getJourney, type Journey } from '../../api/analytics';
import type { Call } from '../../api/call';
import { DEAD_LETTER_SERVICES, listDeadLetters, type DeadLetter, type DeadLetterService } from '../../api/dead-letters';
import { getReservation, type Reservation } from '../../api/inventory';
import { listNotifications, type Notification } from '../../api/notifications';
import { getOrder, type Order } from '../../api/orders';
import { problemOf, type ApiProblem } from '../../api/problem';
import { request } from '../../api/request';
import { getTransaction, type Transaction } from '../../api/transactions';
import type { Parking } from './timeline';

/** What a service says of the order: `none`, while it has not heard of it. A failure keeps what was known. */
export interface Part<T> {
  readonly value?: T;
  readonly error?: ApiProblem;
}

export interface OrderParking extends Parking {
  readonly service: DeadLetterService;
  readonly letter: DeadLetter;
}

/** What the other services know of an order. */
export interface OrderParts {
  readonly reservation: Part<Reservation>;
  readonly transaction: Part<Transaction>;
  readonly notifications: Part<readonly Notification[]>;
  readonly parkings: readonly OrderParking[];
  /** The services whose dead letters could not be read, and why. */
  readonly parkingErrors: readonly { readonly service: DeadLetterService; readonly error: ApiProblem }[];
}

/** Where an order and all about it is read. */
export interface OrderSources {
  /** @throws ApiProblem, 404 when there is no such order */
  order(signal: AbortSignal): Promise<Order>;
  /** Undefined while analytics has seen no event of it. @throws ApiProblem */
  journey(signal: AbortSignal): Promise<Journey | undefined>;
  /** Does not throw: what could not be read says so, beside what was known before. */
  parts(signal: AbortSignal, before?: OrderParts): Promise<OrderParts>;
}

/** More than an order of the saga can bring about. */
const LIMIT = 100;
/** A service that hangs must not hold up what the others say. */
const TIMEOUT_MS = 8_000;

/** The sources of an order in the API of the gateway. Never asks for the token of an operator: see `parkingErrors`. */
export function sourcesOf(orderId: string): OrderSources {
  return {
    order: (signal) => request(getOrder(orderId), inTime(signal)),
    journey: (signal) => orNone(getJourney(orderId), signal),
    async parts(signal, before) {
      const [reservation, transaction, notifications, ...letters] = await Promise.all([
        partOf(getReservation(orderId), signal, before?.reservation),
        partOf(getTransaction(orderId), signal, before?.transaction),
        partOf(listNotifications({ orderId, limit: LIMIT }), signal),
        ...servicesToAsk().map((service) => lettersOf(service, orderId, signal)),
      ]);
      return {
        reservation,
        transaction,
        notifications: notifications.value
          ? { value: [...notifications.value.items].reverse() }
          : { ...before?.notifications, error: notifications.error },
        parkings: letters.flatMap(({ service, value, error }) =>
          error
            ? (before?.parkings ?? []).filter((parking) => parking.service === service)
            : (value?.items ?? []).map((letter) => ({ service, letter })),
        ),
        parkingErrors: letters.flatMap(({ service, error }) => (error ? [{ service, error }] : [])),
      };
    },
  };
}

/** A customer sees nothing of how its events fare. */
const servicesToAsk = () => (access.value.allows('admin') ? DEAD_LETTER_SERVICES : []);

async function orNone<T>(call: Call<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await request(call, inTime(signal));
  } catch (error) {
    if (problemOf(error).status === 404) return undefined;
    throw error;
  }
}

async function partOf<T>(call: Call<T>, signal: AbortSignal, before?: Part<T>): Promise<Part<T>> {
  try {
    return { value: await orNone(call, signal) };
  } catch (error) {
    return { ...before, error: problemOf(error) };
  }
}

async function lettersOf(service: DeadLetterService, orderId: string, signal: AbortSignal) {
  try {
    const call = listDeadLetters(service, { key: orderId, resolved: true, limit: LIMIT });
    return { service, value: await request(call, inTime(signal), { ask: false }) };
  } catch (error) {
    return { service, error: problemOf(error) };
  }
}

const inTime = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
