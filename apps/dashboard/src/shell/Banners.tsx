import { frozen, stale, system, toggleFrozen } from '../live/live';
import { Button } from '../ui/Button';
import { brokenPayments } from './payments';
import { PaymentsSwitch } from './PaymentsSwitch';

/** What everybody must know, whatever page is open. */
export const Banners = () => (
  <div role="status">
    {stale.value && (
      <div class="banner banner-warn">
        <span>
          <strong>The gateway is silent.</strong> What you see is old; this page connects again by itself.
        </span>
      </div>
    )}
    {system.value?.kafka.state === 'down' && (
      <div class="banner banner-bad">
        <span>
          <strong>Kafka is down.</strong> Orders are accepted and wait in the outbox. {system.value.kafka.reason}
        </span>
      </div>
    )}
    {brokenPayments.value && (
      <div class="banner banner-bad">
        <span>
          <strong>Payments are broken.</strong> Every charge fails for good and becomes a dead letter of Transaction.
          Mend them, then <a href="#/dead-letters?service=transaction">redrive</a>.
        </span>
        <PaymentsSwitch />
      </div>
    )}
    {frozen.value && (
      <div class="banner banner-info">
        <span>
          <strong>The view is frozen.</strong> The system goes on.
        </span>
        <Button small onClick={toggleFrozen}>
          Go on
        </Button>
      </div>
    )}
  </div>
);
