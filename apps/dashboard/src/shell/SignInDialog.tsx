import { useState } from 'preact/hooks';
import type { TokenQuestion } from '../api/token';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';

/** Asks for a token, and tells what the server said. */
export function SignInDialog({ question }: { readonly question: TokenQuestion }) {
  const [token, setToken] = useState('');
  const given = token.trim().replace(/^bearer\s+/i, '');
  const giveUp = (): void => question.answer(null);
  const footer = (
    <>
      <Button onClick={giveUp}>Go on without</Button>
      <Button kind="primary" type="submit" form="sign-in-form" disabled={given === ''}>
        Sign in
      </Button>
    </>
  );
  return (
    <Dialog title="Sign in" onClose={giveUp} footer={footer}>
      <p role="alert">{question.reason}</p>
      <form
        id="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          question.answer(given);
        }}
      >
        <TextField
          label="Token"
          type="password"
          autocomplete="off"
          hint="Of your identity provider, or of “npm run token”. It is kept until this tab closes."
          required
          autofocus
          value={token}
          onInput={setToken}
        />
      </form>
    </Dialog>
  );
}
