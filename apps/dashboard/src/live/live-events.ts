/** An event as the stream shows it. */
export interface EventSample {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** CloudEvents source: `/order-api`. */
  readonly source: string;
  readonly time: string;
}

/** What happened since the last one; `sample` holds 40 at most, oldest first. */
export interface EventBatch {
  readonly at: string;
  readonly total: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly sample: readonly EventSample[];
}

export interface Audit {
  readonly state: 'holds' | 'violated' | 'unknown' | 'waiting';
  readonly since: string;
  readonly violated: number;
}
