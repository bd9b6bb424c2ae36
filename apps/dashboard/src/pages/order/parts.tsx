import type { ComponentChildren } from 'preact';
import type { Reservation } from '../../api/inventory';
import type { Notification } from '../../api/notifications';
import type { Order } from '../../api/orders';
import type { ApiProblem } from '../../api/problem';
import type { Transaction } from '../../api/transactions';
import { StatusBadge } from '../../ui/Badge';
import { Facts } from '../../ui/Facts';
import { Ago, Moment, Money } from '../../ui/figures';
import { formatCount, humanised } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { ErrorState, Loading } from '../../ui/states';
import { isTerminal } from './order-progress';
import type { Part } from './order-sources';
import { ItemLink } from './OrderPanel';

interface PartProps<T> {
  /** Undefined until it has been asked for. */
  readonly part: Part<T> | undefined;
}

interface PartPanelProps<T> extends PartProps<T> {
  readonly title: string;
  readonly status?: string;
  /** Said when the service knows nothing of the order. */
  readonly none: string;
  readonly children: (value: T) => ComponentChildren;
}

function PartPanel<T>({ title, status, part, none, children }: PartPanelProps<T>) {
  return (
    <Panel title={title} actions={status && <StatusBadge status={status} />}>
      {part?.error && <PartError error={part.error} old={part.value !== undefined} />}
      {part === undefined && <Loading />}
      {part?.value !== undefined && children(part.value)}
      {part !== undefined && part.value === undefined && !part.error && <p class="muted">{none}</p>}
    </Panel>
  );
}

/** What was known before stays, and says that it is old. */
const PartError = ({ error, old }: { readonly error: ApiProblem; readonly old: boolean }) =>
  old ? <p class="muted order-old">As last seen: {error.message}</p> : <ErrorState error={error} />;

export const ReservationPanel = ({ part, order }: PartProps<Reservation> & { readonly order: Order }) => (
  <PartPanel
    title="Reservation"
    status={part?.value?.state}
    part={part}
    none={isTerminal(order.status) ? 'Inventory holds nothing for it.' : 'Inventory has not heard of it yet.'}
  >
    {({ state, items, updatedAt }) => (
      <>
        <p>
          {RESERVED[state]}{' '}
          <small class="muted">
            <Ago time={updatedAt} />
          </small>
        </p>
        <ul class="order-list">
          {items.map(({ itemId, quantity }) => (
            <li key={itemId}>
              <span class="figure">{formatCount(quantity)} ×</span> <ItemLink id={itemId} />
            </li>
          ))}
        </ul>
      </>
    )}
  </PartPanel>
);

const RESERVED: Readonly<Record<Reservation['state'], string>> = {
  RESERVED: 'Held until the order is confirmed or ends.',
  REFUSED: 'There was too little: nothing is held.',
  SOLD: 'Gone to the customer.',
  RELEASED: 'Held once, and available again.',
  RETURNED: 'Sold once, and available again.',
  CLOSED: 'The order ended before anything was held.',
};

export const TransactionPanel = ({ part, order }: PartProps<Transaction> & { readonly order: Order }) => (
  <PartPanel
    title="Transaction"
    status={part?.value?.status}
    part={part}
    none={isTerminal(order.status) ? 'Nothing was ever charged.' : 'It is charged when its stock is reserved.'}
  >
    {({ transactionId, total, currency, decline, updatedAt }) => (
      <>
        {decline && (
          <p class="order-rejection">
            <strong>{humanised(decline.reason)}</strong>: {decline.detail}
          </p>
        )}
        <Facts
          items={[
            ...(total === undefined ? [] : [['Total', <Money amount={total} currency={currency} />] as const]),
            ['Changed', <Moment time={updatedAt} />],
            ['Id', <code class="order-wrap">{transactionId}</code>],
          ]}
        />
      </>
    )}
  </PartPanel>
);

export const NotificationsPanel = ({ part }: PartProps<readonly Notification[]>) => (
  <PartPanel title="Notifications" part={part} none="">
    {(notifications) =>
      notifications.length === 0 ? (
        <p class="muted">The customer has not been told anything yet.</p>
      ) : (
        <ul class="order-notifications">
          {notifications.map((notification) => (
            <li key={notification.id}>
              <NotificationLine notification={notification} />
            </li>
          ))}
        </ul>
      )
    }
  </PartPanel>
);

const NotificationLine = ({ notification }: { readonly notification: Notification }) => {
  const { subject, channel, state, recipient, text, error, attempts, createdAt } = notification;
  return (
    <details>
      <summary>
        <span>{subject}</span> <small class="muted">{channel === 'SMS' ? 'SMS' : humanised(channel)}</small>{' '}
        <StatusBadge status={state} />
      </summary>
      <p class="order-message">{text}</p>
      <p class="muted">
        To {recipient}, <Ago time={createdAt} />
        {attempts > 1 && <>, {attempts} deliveries begun</>}
        {state === 'KEPT' && <>. No provider is set up, so it is kept to be read here</>}
        {error !== null && <>. {error}</>}
      </p>
    </details>
  );
};
