import { CopyButton } from './CopyButton';

interface JsonProps {
  readonly value: unknown;
  /** For screen readers: "Payload of ORDER_CREATED". */
  readonly label: string;
}

/** A value as indented JSON that can be scrolled and copied. */
export function Json({ value, label }: JsonProps) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <div class="json">
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <CopyButton text={text} label="Copy" />
    </div>
  );
}

/** A payload as the API gives it: JSON, or bytes in base64. */
export const Payload = ({
  payload,
  label,
}: {
  readonly payload: { readonly encoding: 'json' | 'base64' | 'text'; readonly data: unknown } | null;
  readonly label: string;
}) => {
  if (payload === null) return <p class="muted">No payload: a tombstone.</p>;
  return (
    <>
      {payload.encoding === 'base64' && <p class="muted">These bytes are no JSON; in base64:</p>}
      <Json value={payload.data} label={label} />
    </>
  );
};
