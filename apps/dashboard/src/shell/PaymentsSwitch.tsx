import { useState } from 'preact/hooks';
import { Button } from '../ui/Button';
import { breakPayments, paymentProvider } from './payments';

/** "Break payments" or "Mend payments"; nothing where the provider is a remote one. */
export function PaymentsSwitch() {
  const [busy, setBusy] = useState(false);
  const provider = paymentProvider.value;
  if (provider?.name !== 'built-in') return null;
  const turn = async (): Promise<void> => {
    setBusy(true);
    await breakPayments(!provider.broken);
    setBusy(false);
  };
  return (
    <Button
      busy={busy}
      title="Lets every charge fail as if the provider’s key had been revoked"
      onClick={() => void turn()}
    >
      {provider.broken ? 'Mend payments' : 'Break payments'}
    </Button>
  );
}
