import { type Observer } from '@orderflow/platform';

/** Where a run is followed: the terminal, or nothing. */
export interface Screen extends Observer {
  line(text?: string): void;
}
