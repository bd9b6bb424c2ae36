import { access } from '../api/access';
import { askForToken, refusal, signOut, token } from '../api/token';
import { Button } from '../ui/Button';

/** Who uses the page, and the way in and out; nothing where the server asks nobody. */
export function Session() {
  if (token.value !== null) {
    const { name } = access.value;
    return (
      <Button kind="quiet" title={name === null ? undefined : `Signed in as ${name}`} onClick={signOut}>
        Sign out
      </Button>
    );
  }
  const reason = refusal.value;
  return reason === null ? null : <Button onClick={() => void askForToken(reason)}>Sign in</Button>;
}
