const LOOK_AGAIN_MS = 5_000;

/** Topics that Kafka does not have: what is for them waits, in its order, and keeps nothing else waiting. */
export class MissingTopics {
  private readonly lookAgainAt = new Map<string, number>();

  constructor(
    private readonly namespace: string,
    private readonly lookAgainMs = LOOK_AGAIN_MS,
  ) {}

  add(topics: readonly string[]): void {
    for (const topic of topics) this.lookAgainAt.set(topic, performance.now() + this.lookAgainMs);
  }

  delete(topic: string): void {
    this.lookAgainAt.delete(topic);
  }

  clear(): void {
    this.lookAgainAt.clear();
  }

  /** Those that are not to be tried now: each is tried again every few seconds. */
  get held(): string[] {
    return [...this.lookAgainAt].filter(([, at]) => at > performance.now()).map(([topic]) => topic);
  }

  get trouble(): string | undefined {
    if (this.lookAgainAt.size === 0) return undefined;
    const names = [...this.lookAgainAt.keys()].map((topic) => this.namespace + topic).sort();
    return `Kafka has no topic ${names.join(', ')}: create it, and what waits for it is sent`;
  }
}
