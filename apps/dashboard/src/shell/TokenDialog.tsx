import { useState } from 'preact/hooks';
import type { TokenQuestion } from '../api/operator-token';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';

/** Asks for an operator's token, and tells why. */
export function TokenDialog({ question }: { readonly question: TokenQuestion }) {
  const [token, setToken] = useState('');
  const giveUp = (): void => question.answer(null);
  const footer = (
    <>
      <Button onClick={giveUp}>Go on without</Button>
      <Button kind="primary" type="submit" form="token-form" disabled={token.trim() === ''}>
        Use the token
      </Button>
    </>
  );
  return (
    <Dialog title="This is for operators" onClose={giveUp} footer={footer}>
      <p>{question.reason}</p>
      <form
        id="token-form"
        onSubmit={(event) => {
          event.preventDefault();
          question.answer(token.trim());
        }}
      >
        <TextField
          label="Operator token"
          type="password"
          autocomplete="off"
          hint="One of OPERATOR_TOKENS. It is kept until this tab closes."
          required
          autofocus
          value={token}
          onInput={setToken}
        />
      </form>
    </Dialog>
  );
}
