/** Where the oracle looks, and what the driver knows. */
export interface Evidence {
  /** `host:port`, separated by commas. */
  readonly brokers: string;
  /** By the service's name. */
  readonly databaseUrls: Readonly<Record<string, string>>;
  /** The base URL of a replica, by the service's name. */
  readonly urls: Readonly<Record<string, string>>;
  /** The orders that were answered with a 2xx; `cancelled`: so was their cancellation. */
  readonly accepted: readonly { readonly orderId: string; readonly customerId: string; readonly cancelled: boolean }[];
}

/** What one check of the oracle has found. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What was seen, one line. */
  readonly seen: string;
  /** The first few that are wrong. */
  readonly wrong: readonly string[];
}
