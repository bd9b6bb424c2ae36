import { EmptyState } from '../ui/states';
import { Page } from '../ui/Page';

export const NotFound = () => (
  <Page title="No such page">
    <EmptyState title="This link leads nowhere">
      <a href="#/">Go to the overview</a>
    </EmptyState>
  </Page>
);
