import { askForToken } from '../../api/token';
import { Button } from '../../ui/Button';
import { titleOfService } from '../../ui/services';
import type { OrderParts } from './order-sources';

interface UnreadParkingsProps {
  readonly errors: OrderParts['parkingErrors'];
  /** A token has been entered. */
  readonly onToken: () => void;
}

/** Says whose parked events are missing in the journey, and what to do about it. */
export function UnreadParkings({ errors, onToken }: UnreadParkingsProps) {
  if (errors.length === 0) return null;
  const refused = errors.find(({ error }) => error.status === 401);
  const services = errors.map(({ service }) => titleOfService(service)).join(', ');
  return (
    <p class="muted journey-note">
      What {services} may have parked of this order is not shown: {(refused ?? errors[0]!).error.message}{' '}
      {refused && (
        <Button small onClick={() => void askForToken(refused.error.message).then(onToken)}>
          Enter a token
        </Button>
      )}
    </p>
  );
}
