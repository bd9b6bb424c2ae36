import { theme } from '../../shell/theme';
import { cssColour } from '../../ui/css-colour';
import { colourOfService, serviceOfSource } from '../../ui/services';
import { flightOf, hasEnded, placesOf, type Flight } from './flight';
import type { MapLayout } from './map-layout';
import type { Token } from './token';

const LEG_MS = 650;
const RADIUS = 5;
/** Twenty pictures a second are enough for dots, and cost a third of sixty. */
const FRAME_MS = 50;

/** The many tokens: dots on a canvas, drawn only while there are some. */
export class TokenCanvas {
  private flights: Flight[] = [];
  private readonly colours = new Map<string, string>();
  private drawing = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly layoutNow: () => MapLayout,
  ) {}

  /** @param delayMs until it starts */
  travel({ topic, source }: Token, delayMs: number): void {
    const edges = this.layoutNow().edges.filter((edge) => edge.topic === topic);
    this.flights.push(flightOf(edges, performance.now() + delayMs, LEG_MS, this.colourOf(serviceOfSource(source))));
    if (this.drawing) return;
    this.drawing = true;
    this.next();
  }

  clear(): void {
    this.flights = [];
  }

  /** Looked up once in a theme: each look makes the browser compute styles. */
  private colourOf(service: string): string {
    const key = `${service} ${theme.value}`;
    const known = this.colours.get(key) ?? cssColour(colourOfService(service));
    this.colours.set(key, known);
    return known;
  }

  private next(): void {
    setTimeout(() => requestAnimationFrame((now) => this.draw(now)), FRAME_MS);
  }

  private draw(now: number): void {
    const picture = this.canvas.getContext('2d');
    if (!picture) return;
    const { width, height } = this.fit();
    picture.clearRect(0, 0, width, height);
    this.flights = this.flights.filter((flight) => !hasEnded(flight, now));
    for (const flight of this.flights) {
      picture.fillStyle = flight.colour;
      for (const { x, y } of placesOf(flight, now)) {
        picture.beginPath();
        picture.arc(x, y, RADIUS, 0, 2 * Math.PI);
        picture.fill();
      }
    }
    this.drawing = this.flights.length > 0;
    if (this.drawing) this.next();
  }

  /** As large as the map, and as fine as the screen. Setting the size clears it, so only when it changes. */
  private fit(): MapLayout {
    const layout = this.layoutNow();
    const scale = devicePixelRatio;
    const [width, height] = [Math.round(layout.width * scale), Math.round(layout.height * scale)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.canvas.getContext('2d')?.scale(scale, scale);
    }
    return layout;
  }
}
