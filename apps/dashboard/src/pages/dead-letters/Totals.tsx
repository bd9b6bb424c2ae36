import { Count } from '../../ui/figures';
import { Stat } from '../../ui/Stat';
import type { Totals as Counts } from './groups';

export const Totals = ({ totals: { dead, retrying, waiting } }: { readonly totals: Counts }) => (
  <div class="stats">
    <Stat label="Dead" value={<Count value={dead} />} note="They wait for you" tone={dead > 0 ? 'bad' : 'ok'} />
    <Stat
      label="Retrying"
      value={<Count value={retrying} />}
      note="Tried again by themselves"
      tone={retrying > 0 ? 'warn' : 'neutral'}
    />
    <Stat label="Waiting" value={<Count value={waiting} />} note="Behind one of these, in order" />
  </div>
);
