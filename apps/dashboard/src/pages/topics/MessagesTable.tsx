import type { ComponentChildren } from 'preact';
import type { Message } from '../../api/topics';
import { Badge } from '../../ui/Badge';
import { formatBytes, formatCount } from '../../ui/format';
import { Moment } from '../../ui/figures';
import { Table, type Column } from '../../ui/Table';
import { toneOfEvent } from '../../ui/tone';
import { idOf, typeOf } from './message';
import { MessageKey } from '../../ui/MessageKey';

interface MessagesTableProps {
  readonly messages: readonly Message[];
  readonly openId: string | null;
  readonly onOpen: (message: Message) => void;
  readonly empty: ComponentChildren;
}

const COLUMNS: readonly Column<Message>[] = [
  { title: 'Partition', numeric: true, cell: ({ partition }) => partition },
  { title: 'Offset', numeric: true, cell: ({ offset }) => formatCount(offset) },
  { title: 'Time', cell: ({ timestamp }) => <Moment time={timestamp} /> },
  { title: 'Type', cell: (message) => <MessageType type={typeOf(message)} /> },
  { title: 'Key', cell: ({ key }) => <MessageKey of={key} /> },
  { title: 'Size', numeric: true, class: 'size', cell: ({ size }) => formatBytes(size) },
];

export const MessagesTable = ({ messages, openId, onOpen, empty }: MessagesTableProps) => (
  <Table
    caption="Messages"
    columns={COLUMNS}
    rows={messages}
    keyOf={idOf}
    selectedKey={openId}
    onOpen={onOpen}
    empty={empty}
  />
);

export const MessageType = ({ type }: { readonly type: string | null }) =>
  type === null ? <span class="muted">none</span> : <Badge tone={toneOfEvent(type)}>{type}</Badge>;
