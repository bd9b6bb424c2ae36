import { useEffect, useRef } from 'preact/hooks';
import { getDeadLetter, type DeadLetterDetails, type DeadLetterService } from '../../api/dead-letters';
import { useCall } from '../../api/use-resource';
import { useEvery } from '../../live/use-every';
import { Button } from '../../ui/Button';
import { Json, Payload } from '../../ui/Json';
import { Panel } from '../../ui/Panel';
import { titleOfService } from '../../ui/services';
import { Loaded } from '../../ui/states';
import { LetterActs } from './LetterActs';
import { LetterFacts } from './LetterFacts';
import { LetterHistory } from './LetterHistory';

interface LetterPanelProps {
  readonly service: DeadLetterService;
  readonly id: number;
  /** Something was done to it. */
  readonly onChange: () => void;
  readonly onClose: () => void;
}

/** As in dead-letters.css. */
const BESIDE_THE_LIST = '(width >= 1280px)';

/** One letter with all that is known of it, kept up to date while it is tried again. */
export function LetterPanel({ service, id, onChange, onClose }: LetterPanelProps) {
  const letter = useCall(getDeadLetter(service, id));
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
    // Where the list gives way to it, the row that had the focus is gone; beside the list the row keeps it for j and k.
    if (!matchMedia(BESIDE_THE_LIST).matches) frame.current?.focus({ preventScroll: true });
  }, []);
  useEvery(2_000, letter.reload, letter.data?.state === 'retrying');
  const changed = (): void => {
    letter.reload();
    onChange();
  };
  return (
    <div ref={frame} tabIndex={-1} class="letter">
      <Panel
        title={`Event ${id} of ${titleOfService(service)}`}
        actions={
          <>
            {letter.data && <LetterActs service={service} letter={letter.data} onChange={changed} />}
            <Button small kind="quiet" onClick={onClose}>
              Close
            </Button>
          </>
        }
      >
        <Loaded of={letter} what="Reading the event">
          {(details) => <Details service={service} letter={details} />}
        </Loaded>
      </Panel>
    </div>
  );
}

const Details = ({ service, letter }: { readonly service: DeadLetterService; readonly letter: DeadLetterDetails }) => (
  <div class="stack">
    <LetterFacts service={service} letter={letter} />
    {letter.error && (
      <section class="stack" aria-label="Error">
        <h3>
          Error <code>{letter.error.code}</code>
        </h3>
        <p class="letter-error">{letter.error.message}</p>
        {letter.error.stack !== null && (
          <details>
            <summary>Stack</summary>
            <Json value={letter.error.stack} label="Stack of the error" />
          </details>
        )}
      </section>
    )}
    <section class="stack" aria-label="What happened">
      <h3>What happened</h3>
      <LetterHistory letter={letter} />
    </section>
    <section class="stack" aria-label="Payload">
      <h3>Payload</h3>
      <Payload payload={letter.payload} label={`Payload of event ${letter.id}`} />
    </section>
    <details>
      <summary>Headers</summary>
      <Json value={letter.headers} label={`Headers of event ${letter.id}`} />
    </details>
  </div>
);
