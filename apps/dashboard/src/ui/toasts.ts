import { signal } from '@preact/signals';
import type { Tone } from './tone';

export interface ToastMessage {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
  readonly link?: { readonly href: string; readonly label: string };
}

const SHOWN_MS = 6_000;

export const toasts = signal<readonly ToastMessage[]>([]);
let lastId = 0;

/** Says something in passing, for six seconds; screen readers say it too. */
export function toast(text: string, tone: Tone = 'neutral', link?: ToastMessage['link']): void {
  const id = ++lastId;
  toasts.value = [...toasts.value.slice(-2), { id, text, tone, link }];
  setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((message) => message.id !== id);
}
