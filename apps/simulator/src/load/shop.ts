import { ActionableError } from '../actionable-error.js';
import { type Options } from '../options.js';
import { type CatalogueItem } from '../orders/catalogue.js';
import { HttpClient } from './http-client.js';
import { ADMISSION, isUnadmitted, problemOf, problemText } from './problem.js';

interface Price {
  readonly itemId: string;
  readonly unitPrice: number;
}

interface Stock {
  readonly itemId: string;
  readonly available: number;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/**
 * The server that knows prices, stock, payments and dead letters: the one at `url`, or the gateway of this machine when
 * `url` is order-api itself.
 * @throws ActionableError when there is none.
 */
export async function findGateway({ url, gatewayHere, token }: Options): Promise<HttpClient> {
  const given = new HttpClient(url, token);
  const status = await statusOf(given);
  if (status !== 404 || url.href === gatewayHere.href) return given;
  given.close();
  const gateway = new HttpClient(gatewayHere, token);
  await statusOf(gateway);
  return gateway;
}

async function statusOf(client: HttpClient): Promise<number> {
  try {
    return (await client.send({ method: 'GET', path: '/prices?limit=1' })).status;
  } catch (error) {
    client.close();
    throw new ActionableError(
      `Nothing answers at ${client.base.origin}: ${error instanceof Error ? error.message || 'no connection' : String(error)}`,
      'Start the system with: npm start; or say where it is with --url',
    );
  }
}

/** What has both a price and a stock. @throws ActionableError when nothing has, or it cannot be read. */
export async function readCatalogue(gateway: HttpClient): Promise<CatalogueItem[]> {
  const [prices, stock] = await Promise.all([all<Price>(gateway, '/prices'), all<Stock>(gateway, '/inventory')]);
  const available = new Map(stock.map((item) => [item.itemId, item.available]));
  const catalogue = prices
    .filter(({ itemId }) => available.has(itemId))
    .map(({ itemId, unitPrice }) => ({
      itemId,
      priceCents: Math.round(unitPrice * 100),
      available: available.get(itemId)!,
    }));
  if (catalogue.length > 0) return catalogue;
  throw new ActionableError('There is no item with a price and a stock', 'The sample data have some: npm run reset');
}

const PAGE = 100;

async function all<Item>(gateway: HttpClient, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor !== null && { cursor }) });
    const answer = await gateway.send({ method: 'GET', path: `${path}?${query.toString()}` });
    if (answer.status !== 200) {
      throw new ActionableError(
        `GET ${path} is answered ${problemText(problemOf(answer))}`,
        isUnadmitted(answer) ? ADMISSION : 'npm run status says which service is down',
      );
    }
    const page = answer.body as Page<Item>;
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
