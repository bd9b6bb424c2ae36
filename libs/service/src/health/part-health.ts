/** How one part of a service is. */
export interface PartHealth {
  /** `down`: the service cannot serve without it. `degraded`: it serves, and what the part does comes later. */
  readonly state: 'up' | 'degraded' | 'down';
  /** Why it is not up. */
  readonly reason?: string;
  /** False: only a restart helps. Fails the liveness probe. */
  readonly live?: boolean;
  /** Figures that help whoever looks into it. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A provider that knows how some parts are. A check that throws or takes too long counts as `down`. */
export interface HealthCheck {
  check(): Promise<Readonly<Record<string, PartHealth>>>;
}
