import { useState } from 'preact/hooks';
import { Button } from './Button';
import { copyText } from './clipboard';
import { toast } from './toasts';

interface CopyButtonProps {
  /** What is copied; a function is asked at the click. */
  readonly text: string | (() => string);
  readonly label: string;
  /** Shown instead of the label, which is then read out. */
  readonly icon?: string;
}

export function CopyButton({ text, label, icon }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const done = await copyText(typeof text === 'string' ? text : text());
    if (!done) return toast('The browser does not let this page copy', 'warn');
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <Button kind="quiet" small title={label} aria-label={icon ? label : undefined} onClick={() => void copy()}>
      {copied ? 'Copied' : (icon ?? label)}
    </Button>
  );
}
