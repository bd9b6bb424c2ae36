import { signal } from '@preact/signals';

/** The dialog that is open over any page. */
export const openDialog = signal<'new-order' | 'help' | null>(null);

export const openNewOrder = (): void => void (openDialog.value = 'new-order');
export const openHelp = (): void => void (openDialog.value = 'help');
export const closeDialog = (): void => void (openDialog.value = null);
