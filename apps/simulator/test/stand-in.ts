import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

interface StoredOrder {
  readonly id: string;
  readonly createdAt: string;
  status: string;
  statusSince: string;
  total?: number;
  currency?: string;
  reason?: string;
}

interface Body {
  readonly customerId?: unknown;
  readonly items?: readonly { readonly itemId: string; readonly quantity: unknown }[];
  readonly totalAmount?: number;
  readonly broken?: boolean;
  readonly dryRun?: boolean;
  readonly quantity?: number;
}

const PRICES = { PAPER: 649, LAPTOP: 99_999 } as const;
const SETTLES_AFTER_MS = 20;

/** Stands in for the gateway, with services that need no time and forget everything: what the simulator has to cope with. */
export class StandIn {
  readonly orders: StoredOrder[] = [];
  readonly bodies: unknown[] = [];
  restocked = 0;
  requests = 0;
  broken = false;
  /** The next so many `POST /orders` are answered 429. */
  limitNext = 0;
  /** And the next so many wishes to mend payments. */
  limitMending = 0;
  /** Orders are accepted and never settled. */
  stuck = false;
  /** What every request must have as its bearer token; undefined: nothing. */
  token?: string;
  private readonly byKey = new Map<string, StoredOrder>();
  private readonly dead: StoredOrder[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.requests += 1;
      void this.answer(request, response);
    });
  }

  static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    standIn.server.listen(0, '127.0.0.1');
    await once(standIn.server, 'listening');
    return standIn;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const url = new URL(request.url!, this.url);
    const [status, body, headers] = this.route(request, url, sent);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  private route({ method, headers }: IncomingMessage, { pathname, searchParams }: URL, sent: string): Reply {
    if (this.token !== undefined && headers.authorization !== `Bearer ${this.token}`) return UNAUTHENTICATED;
    const [, collection, id, action] = pathname.split('/');
    switch (`${method} /${collection}`) {
      case 'GET /prices':
        return page(Object.entries(PRICES).map(([itemId, cents]) => ({ itemId, unitPrice: cents / 100 })));
      case 'GET /inventory':
        return page(Object.keys(PRICES).map((itemId) => ({ itemId, available: 0 })));
      case 'POST /inventory':
        this.restocked += (JSON.parse(sent) as Body).quantity!;
        return [201, {}];
      case 'GET /orders':
        return this.list(searchParams);
      case 'POST /orders':
        return action === 'cancel' ? this.cancel(id!) : this.place(String(headers['idempotency-key']), sent);
      case 'GET /payments':
        return [200, { name: 'built-in', broken: this.broken }];
      case 'POST /payments':
        return this.setBroken((JSON.parse(sent) as Body).broken!);
      case 'POST /dead-letters':
        return this.redrive((JSON.parse(sent) as Body).dryRun === true);
      default:
        return problem(404, 'NOT_FOUND');
    }
  }

  private place(key: string, sent: string): Reply {
    if (this.limitNext > 0) {
      this.limitNext -= 1;
      return TOO_MANY;
    }
    const known = this.byKey.get(key);
    if (known) return [201, known, { 'idempotency-replayed': 'true' }];
    const body = parsed(sent);
    if (!body || !isOrder(body)) return problem(400, 'REQUEST.INVALID');
    this.bodies.push(body);
    const now = new Date().toISOString();
    const order: StoredOrder = { id: randomUUID(), createdAt: now, status: 'PENDING', statusSince: now };
    this.orders.push(order);
    this.byKey.set(key, order);
    if (!this.stuck) setTimeout(() => this.settle(order, body), SETTLES_AFTER_MS);
    return [201, { ...order }];
  }

  private settle(order: StoredOrder, { customerId, items, totalAmount }: Body): void {
    if (order.status !== 'PENDING') return;
    const cents = items!.reduce(
      (sum, { itemId, quantity }) => sum + Number(quantity) * (PRICES[itemId as 'PAPER'] ?? 0),
      0,
    );
    const isWrong = totalAmount !== undefined && Math.round(totalAmount * 100) !== cents;
    if (items!.some(({ quantity }) => quantity === 10_000)) end(order, 'REJECTED', { reason: 'INSUFFICIENT_STOCK' });
    else if (isWrong || customerId === 'CUST-DENIED') end(order, 'REJECTED', { reason: 'DECLINED' });
    else if (this.broken) this.dead.push(order);
    else end(order, 'CONFIRMED', { total: cents / 100, currency: 'USD' });
  }

  private cancel(id: string): Reply {
    const order = this.orders.find((one) => one.id === id);
    if (!order) return problem(404, 'ORDER.NOT_FOUND');
    end(order, 'CANCELLED', {});
    return [200, { ...order }];
  }

  /** By pages of ten, so that few orders have several. */
  private list(query: URLSearchParams): Reply {
    const newestFirst = this.orders.filter(({ createdAt }) => createdAt >= query.get('createdFrom')!).toReversed();
    const from = Number(query.get('cursor') ?? 0);
    const nextCursor = newestFirst.length > from + 10 ? String(from + 10) : null;
    return [200, { items: newestFirst.slice(from, from + 10), nextCursor }];
  }

  private setBroken(broken: boolean): Reply {
    if (!broken && this.limitMending > 0) {
      this.limitMending -= 1;
      return TOO_MANY;
    }
    this.broken = broken;
    return [200, { name: 'built-in', broken }];
  }

  private redrive(dryRun: boolean): Reply {
    const redriven = dryRun ? [] : this.dead.splice(0);
    for (const order of redriven)
      if (order.status === 'PENDING') end(order, 'CONFIRMED', { total: 1, currency: 'USD' });
    return [202, { matching: this.dead.length + redriven.length, redriven: redriven.length }];
  }
}

const TOO_MANY: Reply = [
  429,
  { code: 'REQUEST.TOO_MANY_REQUESTS', detail: 'At most 1 request' },
  { 'retry-after': '1' },
];

const UNAUTHENTICATED: Reply = [401, { code: 'AUTH.UNAUTHENTICATED', detail: 'Send Authorization: Bearer' }];

type Reply = readonly [status: number, body: unknown, headers?: Record<string, string>];

const page = (items: readonly unknown[]): Reply => [200, { items, nextCursor: null }];
const problem = (status: number, code: string): Reply => [status, { code, detail: 'Refused' }];

function end(order: StoredOrder, status: string, more: Partial<StoredOrder>): void {
  Object.assign(order, { status, statusSince: new Date().toISOString(), ...more });
}

function parsed(sent: string): Body | undefined {
  try {
    return JSON.parse(sent) as Body;
  } catch {
    return undefined;
  }
}

function isOrder({ customerId, items, totalAmount = 0 }: Body): boolean {
  if (typeof customerId !== 'string' || !items?.length) return false;
  if (new Set(items.map(({ itemId }) => itemId)).size < items.length) return false;
  const cents = totalAmount * 100;
  return (
    items.every(({ quantity }) => Number.isInteger(quantity) && Number(quantity) > 0) &&
    Math.abs(cents - Math.round(cents)) < 1e-6
  );
}
