import { dismissToast, toasts } from './toasts';

/** Where toasts appear; mounted once. */
export const ToastList = () => (
  <div class="toasts" role="status" aria-live="polite">
    {toasts.value.map(({ id, text, tone, link }) => (
      <div key={id} class={`toast toast-${tone}`}>
        <span>{text}</span>
        {link && <a href={link.href}>{link.label}</a>}
        <button type="button" class="toast-close" aria-label="Dismiss" onClick={() => dismissToast(id)}>
          ×
        </button>
      </div>
    ))}
  </div>
);
