import { get, post, type Call } from './call';

export interface PaymentProvider {
  readonly name: 'built-in' | 'http';
  /** Whether it answers as one whose key has been revoked; always false for a remote one. */
  readonly broken: boolean;
}

export const getPaymentProvider = (): Call<PaymentProvider> => get('/payments/provider');

/** 409 `PAYMENT_PROVIDER.NOT_BUILT_IN` when the provider is a remote one. */
export const setPaymentProvider = (broken: boolean): Call<PaymentProvider> => post('/payments/provider', { broken });
