import type { Pages } from '../api/use-pages';
import { Button } from './Button';

/** Loads the next page of a list; nothing when there is none. */
export const MoreButton = ({ of }: { readonly of: Pages<unknown> }) =>
  of.hasMore ? (
    <p class="more">
      <Button onClick={of.loadMore}>Show more</Button>
    </p>
  ) : null;
