import type { Offsets, Start } from '@orderflow/messaging/topics';
import { ApiMoment, ApiText, ApiWhole, invalidRequest } from '@orderflow/service';

/** Kafka's own rule for the name of a topic. */
const TOPIC = /^[\w.-]+$/;
const PLACES = /^\d{1,5}:\d{1,15}(,\d{1,5}:\d{1,15}){0,999}$/;

export class TopicParams {
  @ApiText({
    max: 249,
    pattern: TOPIC,
    accepts: 'the name of a topic: letters, digits, dots, underscores and dashes',
    example: 'order-events',
  })
  readonly topic!: string;
}

const Places = (description: string): PropertyDecorator =>
  ApiText({
    max: 20_000,
    pattern: PLACES,
    accepts: 'partition:offset pairs separated by commas, such as 0:120,1:98',
    optional: true,
    description,
  });

/** Which messages of a topic are asked for. */
export class MessagesQuery {
  @ApiWhole({ min: 0, max: 99_999, inQuery: true, optional: true, description: 'Only this partition' })
  readonly partition?: number;

  @ApiWhole({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    inQuery: true,
    optional: true,
    description: 'Forwards from this offset of `partition`',
  })
  readonly offset?: number;

  @ApiMoment({ optional: true, description: 'Forwards from the first messages that are not older' })
  readonly from?: string;

  @Places('Forwards from these offsets, in these partitions; as `next` has it') readonly offsets?: string;
  @Places('Backwards from below these offsets, in these partitions; as `next` has it') readonly before?: string;

  @ApiText({ max: 512, optional: true, description: 'Only messages of this key: the order id' }) readonly key?: string;
  @ApiText({ max: 255, optional: true, example: 'ORDER_CREATED', description: 'Only events of this type (`ce_type`)' })
  readonly type?: string;
  @ApiText({ max: 512, optional: true, description: 'Only messages whose payload contains this text' })
  readonly contains?: string;

  @ApiWhole({ min: 1, max: 200, inQuery: true, default: 50, description: 'Messages at most' })
  readonly limit: number = 50;
}

/** @throws Problem 400 when more than one beginning is named, or an offset without its partition */
export function startOf({ partition, offset, from, offsets, before }: MessagesQuery): Start {
  const named = Object.entries({ offset, from, offsets, before }).filter(([, value]) => value !== undefined);
  if (named.length > 1) {
    const [first, second] = named.map(([name]) => name);
    throw invalidRequest([{ field: second!, message: `must not come together with ${first}` }]);
  }
  if (offset !== undefined) {
    if (partition === undefined) throw invalidRequest([{ field: 'offset', message: 'must come with its partition' }]);
    return { kind: 'from', offsets: new Map([[partition, offset]]) };
  }
  if (from !== undefined) return { kind: 'since', time: new Date(from) };
  if (offsets !== undefined) return { kind: 'from', offsets: readOffsets(offsets) };
  return before === undefined ? { kind: 'latest' } : { kind: 'before', offsets: readOffsets(before) };
}

function readOffsets(text: string): Offsets {
  const places = text.split(',').map((place) => place.split(':').map(Number) as [number, number]);
  return new Map(places);
}

/** As `MessagesQuery` takes them. */
export const writeOffsets = (offsets: Offsets): string =>
  [...offsets].map(([partition, offset]) => `${partition}:${offset}`).join(',');
