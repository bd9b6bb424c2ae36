import { CONSUMERS, ROUTES } from './topology';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A curve from the right side of one box to the left side of another. */
export interface Edge {
  readonly key: string;
  readonly topic: string;
  readonly from: Point;
  readonly to: Point;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly producers: readonly Box[];
  readonly topics: readonly Box[];
  readonly consumers: readonly Box[];
  /** By `topic`: producer to topic, and topic to each consumer. */
  readonly edges: readonly Edge[];
}

/** Below so many pixels there is little room. */
export const NARROW = 620;
const HEAD = 28;

/** Three columns, left to right: who makes events, the topics, who handles them. All in pixels. */
export function layoutOf(width: number): MapLayout {
  const narrow = width < NARROW;
  const boxWidth = narrow ? Math.min(104, width * 0.275) : 156;
  const topicWidth = narrow ? Math.min(118, width * 0.265) : 160;
  const boxHeight = narrow ? 40 : 46;
  const step = narrow ? 56 : 64;
  const height = HEAD + CONSUMERS.length * step;
  const column = (names: readonly string[], x: number, size: number): Box[] => {
    const pitch = (height - HEAD) / names.length;
    return names.map((name, index) => ({
      name,
      x,
      y: HEAD + pitch * (index + 0.5) - boxHeight / 2,
      width: size,
      height: boxHeight,
    }));
  };
  const producers = column(
    ROUTES.map(({ producer }) => producer),
    0,
    boxWidth,
  );
  const topics = column(
    ROUTES.map(({ topic }) => topic),
    (width - topicWidth) / 2,
    topicWidth,
  );
  const consumers = column(CONSUMERS, width - boxWidth, boxWidth);
  return { width, height, producers, topics, consumers, edges: edgesOf(producers, topics, consumers) };
}

function edgesOf(producers: readonly Box[], topics: readonly Box[], consumers: readonly Box[]): Edge[] {
  return ROUTES.flatMap(({ topic, producer, consumers: readers }) => {
    const from = boxOf(producers, producer);
    const middle = boxOf(topics, topic);
    return [edge(topic, from, middle), ...readers.map((reader) => edge(topic, middle, boxOf(consumers, reader)))];
  });
}

const boxOf = (boxes: readonly Box[], name: string): Box => boxes.find((box) => box.name === name)!;

const edge = (topic: string, left: Box, right: Box): Edge => ({
  key: `${left.name}>${right.name}`,
  topic,
  from: { x: left.x + left.width, y: left.y + left.height / 2 },
  to: { x: right.x, y: right.y + right.height / 2 },
});

/** An edge as the `d` of an SVG path: level at both ends. */
export function pathOf({ from, to }: Edge): string {
  const middle = (from.x + to.x) / 2;
  return `M${from.x},${from.y} C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
}

/** Points along the same curve, both ends included, at even steps of its parameter. */
export function pointsOf({ from, to }: Edge, count: number): Point[] {
  const middle = (from.x + to.x) / 2;
  return Array.from({ length: count }, (_, index) => {
    const t = index / (count - 1);
    return { x: cubic(from.x, middle, middle, to.x, t), y: cubic(from.y, from.y, to.y, to.y, t) };
  });
}

function cubic(a: number, b: number, c: number, d: number, t: number): number {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}
