import { describe, expect, it } from '@jest/globals';
import { layoutOf, pathOf, pointsOf, type Box } from './map-layout';
import { ROUTES } from './topology';

describe.each([320, 460, 700, 1_400])('the map, %d pixels wide', (width) => {
  const { height, producers, topics, consumers, edges } = layoutOf(width);
  const boxes = [...producers, ...topics, ...consumers];

  it('keeps every box in its frame', () => {
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
  });

  it('lets no boxes overlap', () => {
    const overlap = (a: Box, b: Box): boolean =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  it('leads from each producer to its topic and on to every consumer', () => {
    for (const { topic, producer, consumers: readers } of ROUTES) {
      const keys = edges.filter((edge) => edge.topic === topic).map(({ key }) => key);
      expect(keys).toEqual([`${producer}>${topic}`, ...readers.map((reader) => `${topic}>${reader}`)]);
    }
  });

  it('draws edges and moves tokens along the same curve', () => {
    const [edge] = edges;
    const points = pointsOf(edge!, 5);
    expect(points[0]).toEqual(edge!.from);
    expect(points[4]).toEqual(edge!.to);
    expect(pathOf(edge!)).toContain(`M${edge!.from.x},${edge!.from.y}`);
    expect(points[2]!.x).toBeCloseTo((edge!.from.x + edge!.to.x) / 2);
  });
});
