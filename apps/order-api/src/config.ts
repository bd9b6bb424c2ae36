import { BackendSettings, DurationSetting, WholeSetting } from '@orderflow/service';
import type { Deadlines } from './orders/domain/index.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export class OrderApiSettings extends BackendSettings {
  readonly portOffset = 1;

  /** An order that inventory has not answered for so long is rejected; long enough to wait out an outage. Default: 24h. */
  @DurationSetting({ min: '1s', max: '365d' }) readonly ORDER_PENDING_DEADLINE: number = 24 * HOUR_MS;

  /** An order whose reserved stock has waited so long for the charge is rejected. Default: 15m. */
  @DurationSetting({ min: '1s', max: '365d' }) readonly ORDER_RESERVED_DEADLINE: number = 15 * MINUTE_MS;

  /** Orders that wait for the database at most; one more is answered 503. Default: 5000. */
  @WholeSetting({ min: 1, max: 1_000_000 }) readonly ORDER_QUEUE_SIZE: number = 5_000;

  /** How long an Idempotency-Key is remembered. Default: 48h. */
  @DurationSetting({ min: '24h', max: '365d' }) readonly IDEMPOTENCY_KEY_RETENTION: number = 48 * HOUR_MS;

  get deadlines(): Deadlines {
    return {
      pendingSeconds: this.ORDER_PENDING_DEADLINE / 1_000,
      reservedSeconds: this.ORDER_RESERVED_DEADLINE / 1_000,
    };
  }
}
