/** What a check of this machine found. */
export interface Finding {
  readonly what: string;
  /** `missing`: Orderflow does not start like this. */
  readonly state: 'ok' | 'warning' | 'missing';
  readonly found: string;
  /** How to mend it. */
  readonly remedy?: string;
}
