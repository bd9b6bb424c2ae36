import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button';
import { formatCount } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { ErrorState, Loading } from '../../ui/states';
import { FoundMessages } from './FoundMessages';
import { typesOf } from './message';
import { MessageForm } from './MessageForm';
import { fieldsOf, messagesQueryOf, type MessageView } from './message-view';
import { useMessages } from './use-messages';

interface MessagesPanelProps {
  readonly view: MessageView;
  /** To choose from. */
  readonly topics: readonly string[];
  readonly onShow: (view: MessageView) => void;
}

/** A viewer of the messages of a topic. */
export function MessagesPanel({ view, topics, onShow }: MessagesPanelProps) {
  const found = useMessages(view.topic, messagesQueryOf(view));
  const { items, scanned, error, loading, reload } = found;
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={frame} class="messages">
      <Panel
        title={`Messages of ${view.topic}`}
        actions={
          <Button small busy={loading} onClick={reload}>
            Read again
          </Button>
        }
      >
        <MessageForm view={view} topics={topics} types={typesOf(items ?? [])} onShow={onShow} />
        {error && <ErrorState error={error} onRetry={reload} />}
        {items === undefined && loading && <Loading what="Reading messages" />}
        {items !== undefined && (
          <>
            <p class="muted found" role="status">
              {formatCount(scanned)} looked at, {formatCount(items.length)} shown
            </p>
            <FoundMessages key={JSON.stringify(fieldsOf(view))} found={found} openFirst={view.seek.by === 'offset'} />
          </>
        )}
      </Panel>
    </div>
  );
}
