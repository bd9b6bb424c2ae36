import { useEffect } from 'preact/hooks';
import { getMessages, getTopics, type Topics } from '../../api/topics';
import { useCall } from '../../api/use-resource';
import { useEvery } from '../../live/use-every';
import { useViewState } from '../../shell/view-state';
import { Page } from '../../ui/Page';
import { Loaded } from '../../ui/states';
import { GroupsPanel } from './GroupsPanel';
import { rememberLag } from './lag-memory';
import { topicRows } from './lag-matrix';
import { MessagesPanel } from './MessagesPanel';
import { fieldsOf, messagesQueryOf, messageViewOf, NO_FIELDS, type MessageView } from './message-view';
import { TopicsPanel } from './TopicsPanel';
import './topics.css';

const LEAD = 'What lies in Kafka, how far each service has read, and the messages themselves.';

/** Topics, partitions, groups and lag, and a viewer of messages. */
export default function TopicsPage() {
  const [fields, setFields] = useViewState(NO_FIELDS);
  const view = messageViewOf(fields);
  const show = (next: MessageView): void => setFields(fieldsOf(next), { push: true });
  const topics = useCall(getTopics());
  const isRefused = topics.error?.status === 401 || topics.error?.status === 403;
  useEvery(2_000, topics.reload, !isRefused);
  useEffect(() => {
    if (topics.data) rememberLag(topics.data.groups);
  }, [topics.data]);

  return (
    <Page title="Topics" lead={LEAD} call={view ? getMessages(view.topic, messagesQueryOf(view)) : getTopics()}>
      <div class="stack">
        <Loaded of={topics} what="Asking Kafka">
          {(data) => <Standings topics={data} open={view?.topic} onShow={show} />}
        </Loaded>
        {view && <MessagesPanel view={view} topics={topics.data?.topics.map(({ name }) => name) ?? []} onShow={show} />}
      </div>
    </Page>
  );
}

interface StandingsProps {
  readonly topics: Topics;
  /** The topic whose messages are shown. */
  readonly open: string | undefined;
  readonly onShow: (view: MessageView) => void;
}

const Standings = ({ topics: { topics, groups }, open, onShow }: StandingsProps) => (
  <>
    <GroupsPanel groups={groups} />
    <TopicsPanel rows={topicRows(topics, groups)} open={open} onShow={onShow} />
  </>
);
