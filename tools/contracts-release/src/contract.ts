import { type EventClass, jsonSchemaOf, type JsonSchema } from '@orderflow/contracts';

/** One version of one event, as producer and consumers have agreed on it. */
export interface Contract {
  /** The CloudEvents `type`. */
  readonly type: string;
  readonly version: number;
  readonly topic: string;
  /** The field whose value is the partition key. */
  readonly key: string;
  readonly schema: JsonSchema;
}

/** `ORDER_CREATED.v1`: the name of its files, and on the command line. */
export const nameOf = ({ type, version }: Pick<Contract, 'type' | 'version'>) => `${type}.v${version}`;

/** The contracts as the event classes say them now. */
export function contractsOf(classes: readonly EventClass[]): Contract[] {
  return classes.map((event) => {
    const { type, version, topic, key } = event;
    return { type, version, topic, key, schema: jsonSchemaOf(event) };
  });
}
