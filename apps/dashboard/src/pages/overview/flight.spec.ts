import { describe, expect, it } from '@jest/globals';
import { flightOf, hasEnded, placesOf } from './flight';
import { layoutOf } from './map-layout';

const edges = layoutOf(900).edges.filter(({ topic }) => topic === 'order-events');
const flight = flightOf(edges, 1_000, 500, 'red');

describe('a flight over the map', () => {
  it('is nowhere before it starts and after it has ended', () => {
    expect(placesOf(flight, 999)).toEqual([]);
    expect(placesOf(flight, 2_000)).toEqual([]);
    expect([hasEnded(flight, 1_999), hasEnded(flight, 2_000)]).toEqual([false, true]);
  });

  it('goes from the producer to the topic, and from there to every consumer at once', () => {
    expect(placesOf(flight, 1_000)).toEqual([edges[0]!.from]);
    expect(placesOf(flight, 1_499)).toEqual([edges[0]!.to]);
    expect(placesOf(flight, 1_500)).toEqual(edges.slice(1).map(({ from }) => from));
    expect(placesOf(flight, 1_999)).toEqual(edges.slice(1).map(({ to }) => to));
  });
});
