import { computed, effect, signal } from '@preact/signals';
import { access } from '../api/access';
import { getPaymentProvider, setPaymentProvider, type PaymentProvider } from '../api/payments';
import { problemOf } from '../api/problem';
import { request } from '../api/request';
import { toast } from '../ui/toasts';

const LOOK_MS = 15_000;

/** Null until it is known, and while transaction does not answer. */
export const paymentProvider = signal<PaymentProvider | null>(null);
export const brokenPayments = computed(() => paymentProvider.value?.broken === true);

async function look(): Promise<void> {
  if (document.hidden || !access.value.allows('admin')) return;
  paymentProvider.value = await request(getPaymentProvider(), undefined, { ask: false }).catch(() => null);
}

/** Looks now, when somebody signs in, and every quarter of a minute: another page may have broken or mended them. */
export function watchPayments(): void {
  effect(() => {
    void access.value;
    void look();
  });
  setInterval(() => void look(), LOOK_MS);
}

/** Breaks or mends the built-in payment provider, and says so. */
export async function breakPayments(broken: boolean): Promise<void> {
  try {
    paymentProvider.value = await request(setPaymentProvider(broken));
    if (broken) toast('Payments are broken: place orders and watch the dead letters', 'bad');
    else toast('Payments are mended', 'ok', { href: '#/dead-letters?service=transaction', label: 'Redrive' });
  } catch (error) {
    toast(problemOf(error).message, 'bad');
  }
}
