import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/states';
import { idOf } from './message';
import { MessageDetails } from './MessageDetails';
import { MessagesTable } from './MessagesTable';
import type { MessagePages } from './use-messages';

interface FoundMessagesProps {
  readonly found: MessagePages;
  /** Someone has asked for this one message. */
  readonly openFirst: boolean;
}

/** The messages that were found, and the one that is open. */
export function FoundMessages({ found, openFirst }: FoundMessagesProps) {
  const { items = [], loading, hasMore, loadMore } = found;
  /** Undefined until a person has chosen. */
  const [chosen, setChosen] = useState<string | null>();
  const openId = chosen === undefined && openFirst && items[0] ? idOf(items[0]) : (chosen ?? null);
  const open = items.find((message) => idOf(message) === openId);
  return (
    <div class="split">
      <div>
        <MessagesTable
          messages={items}
          openId={openId}
          onOpen={(message) => setChosen(idOf(message))}
          empty={<NothingFound found={found} />}
        />
        {hasMore && (
          <p class="more">
            <Button busy={loading} onClick={loadMore}>
              {items.length === 0 ? 'Look further' : 'Show more'}
            </Button>
          </p>
        )}
      </div>
      {open && <MessageDetails key={openId} message={open} onClose={() => setChosen(null)} />}
    </div>
  );
}

const NothingFound = ({ found: { hasMore, scanned } }: { readonly found: MessagePages }) => (
  <EmptyState title={scanned === 0 ? 'There is no message here.' : 'None of them matches.'}>
    {hasMore ? 'There are more to look at.' : 'That was all of it.'}
  </EmptyState>
);
