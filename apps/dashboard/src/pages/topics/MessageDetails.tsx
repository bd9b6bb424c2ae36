import { useEffect, useRef } from 'preact/hooks';
import type { Message } from '../../api/topics';
import { hrefOf } from '../../shell/hash';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Facts } from '../../ui/Facts';
import { Ago, Moment } from '../../ui/figures';
import { formatBytes, formatCount } from '../../ui/format';
import { Json, Payload } from '../../ui/Json';
import { typeOf } from './message';
import { MessageKey } from '../../ui/MessageKey';
import { MessageType } from './MessagesTable';

interface MessageDetailsProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** As in topics.css. */
const BESIDE_THE_LIST = '(width >= 1280px)';

/** One message with payload and headers. */
export function MessageDetails({ message, onClose }: MessageDetailsProps) {
  const { topic, partition, offset, timestamp, key, payload, headers, size } = message;
  const place = `${topic}, partition ${partition}, offset ${formatCount(offset)}`;
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
    // Where the list gives way to it, the row that had the focus is gone; beside the list the row keeps it for j and k.
    if (!matchMedia(BESIDE_THE_LIST).matches) frame.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={frame} tabIndex={-1} class="message stack" aria-label={`Message of ${place}`}>
      <header class="panel-head">
        <h3>{place}</h3>
        <div class="panel-actions">
          <CopyButton
            label="Copy link to it"
            text={() => new URL(hrefOf('/topics', { topic, partition, offset }), location.href).href}
          />
          <Button small kind="quiet" onClick={onClose}>
            Close
          </Button>
        </div>
      </header>
      <Facts
        items={[
          ['Type', <MessageType type={typeOf(message)} />],
          ['Key', <MessageKey of={key} />],
          [
            'Time',
            <>
              <Moment time={timestamp} /> · <Ago time={timestamp} />
            </>,
          ],
          ['Size', formatBytes(size)],
        ]}
      />
      {key?.encoding === 'text' && <a href={hrefOf('/topics', { topic, key: key.data })}>All messages of this key</a>}
      <h3>Payload</h3>
      <Payload payload={payload} label={`Payload of ${place}`} />
      <h3>Headers</h3>
      <Json value={headers} label={`Headers of ${place}`} />
    </section>
  );
}
