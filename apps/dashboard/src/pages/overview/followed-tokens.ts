import { shortId } from '../../ui/format';
import { colourOfService, serviceOfSource } from '../../ui/services';
import { pointsOf, type Edge, type MapLayout } from './map-layout';
import type { Token } from './token';

/** Slow enough to be read and clicked. */
const LEG_MS = 1_100;
const POINTS = 9;

/**
 * The tokens of followed orders: links to the order's journey that bear its short id and wait while the pointer is on
 * them. They are few, so they are elements that the browser animates.
 */
export class FollowedTokens {
  constructor(
    private readonly layer: HTMLElement,
    private readonly layoutNow: () => MapLayout,
  ) {}

  /** To the topic, then to all its consumers. @param delayMs until it starts */
  async travel(token: Token, delayMs: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const [first, ...rest] = this.layoutNow().edges.filter(({ topic }) => topic === token.topic);
    if (!first) return;
    await this.move(linkOf(token), first);
    await Promise.all(rest.map((edge) => this.move(linkOf(token), edge)));
  }

  clear(): void {
    this.layer.replaceChildren();
  }

  private async move(link: HTMLElement, edge: Edge): Promise<void> {
    this.layer.append(link);
    const places = pointsOf(edge, POINTS).map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
    const journey = link.animate(places, { duration: LEG_MS, fill: 'both' });
    link.addEventListener('pointerenter', () => journey.pause());
    link.addEventListener('pointerleave', () => journey.play());
    await journey.finished;
    link.remove();
  }
}

function linkOf({ orderId, type, source }: Token): HTMLElement {
  const link = document.createElement('a');
  link.className = 'token';
  link.href = `#/orders/${orderId}`;
  link.textContent = shortId(orderId);
  link.title = type;
  link.tabIndex = -1; // the list of followed orders offers the same by keyboard
  link.style.setProperty('--token', colourOfService(serviceOfSource(source)));
  return link;
}
