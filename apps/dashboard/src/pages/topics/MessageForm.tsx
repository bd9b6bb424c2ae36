import { useEffect, useId, useState } from 'preact/hooks';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { draftOf, problemsOf, viewOfDraft, type Draft } from './message-draft';
import type { MessageView, SeekBy } from './message-view';

interface MessageFormProps {
  readonly view: MessageView;
  readonly topics: readonly string[];
  /** Suggested, as they are among the messages. */
  readonly types: readonly string[];
  readonly onShow: (view: MessageView) => void;
}

const SEEKS: readonly { readonly value: SeekBy; readonly label: string }[] = [
  { value: 'latest', label: 'The latest' },
  { value: 'key', label: 'Of a key' },
  { value: 'offset', label: 'From an offset' },
  { value: 'time', label: 'From a time' },
];

/** Which messages to show: where to begin, and a filter. */
export function MessageForm({ view, topics, types, onShow }: MessageFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(view));
  const [told, setTold] = useState(false);
  useEffect(() => {
    setDraft(draftOf(view));
    setTold(false);
  }, [JSON.stringify(view)]);
  const typesId = useId();
  const problems = told ? problemsOf(draft) : {};
  const fieldOf = (name: keyof Draft) => ({
    value: draft[name],
    error: problems[name],
    onInput: (value: string) => setDraft({ ...draft, [name]: value }),
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    setTold(true);
    const next = viewOfDraft(draft);
    if (next) onShow(next);
  };
  return (
    <form class="toolbar message-form" onSubmit={submit} noValidate>
      <SelectField
        label="Topic"
        value={draft.topic}
        options={topics.includes(draft.topic) ? topics : [draft.topic, ...topics]}
        onChange={(topic) => setDraft({ ...draft, topic })}
      />
      <SelectField
        label="Which"
        value={draft.by}
        options={SEEKS}
        onChange={(by) => setDraft({ ...draft, by: by as SeekBy })}
      />
      {draft.by === 'key' && <TextField label="Key" class="wide" placeholder="An order's id" {...fieldOf('key')} />}
      {draft.by === 'offset' && (
        <>
          <TextField label="Partition" type="number" min={0} {...fieldOf('partition')} />
          <TextField label="Offset" type="number" min={0} {...fieldOf('offset')} />
        </>
      )}
      {draft.by === 'time' && <TextField label="From" type="datetime-local" step={1} {...fieldOf('from')} />}
      <TextField label="Type" placeholder="Any" list={typesId} {...fieldOf('type')} />
      <datalist id={typesId}>
        {types.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <TextField label="Text in the payload" placeholder="Any" {...fieldOf('contains')} />
      <Button type="submit" kind="primary">
        Show
      </Button>
    </form>
  );
}
