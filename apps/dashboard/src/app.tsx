import type { ComponentType } from 'preact';
import { Route, Router, Switch } from 'wouter-preact';
import type { Scope } from './api/access';
import { Admitted } from './shell/Admitted';
import { lazyPage } from './shell/lazy-page';
import { useHashPath } from './shell/navigation';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';

const OverviewPage = lazyPage(() => import('./pages/overview/OverviewPage'));
const OrdersPage = lazyPage(() => import('./pages/orders/OrdersPage'));
const OrderPage = lazyPage<{ id: string }>(() => import('./pages/order/OrderPage'));
const InventoryPage = lazyPage(() => import('./pages/inventory/InventoryPage'));
const DeadLettersPage = lazyPage(() => import('./pages/dead-letters/DeadLettersPage'));
const AuditorPage = lazyPage(() => import('./pages/auditor/AuditorPage'));
const TopicsPage = lazyPage(() => import('./pages/topics/TopicsPage'));

const admitted = (needs: Scope, Page: ComponentType) => () => (
  <Admitted needs={needs}>
    <Page />
  </Admitted>
);

/** Routes to pages, in the shell. */
export const App = () => (
  <Router hook={useHashPath}>
    <Shell>
      <Switch>
        <Route path="/">{admitted('admin', OverviewPage)}</Route>
        <Route path="/orders">{admitted('orders:read', OrdersPage)}</Route>
        <Route path="/orders/:id">{({ id }) => <OrderPage key={id} id={id} />}</Route>
        <Route path="/inventory">{() => <InventoryPage />}</Route>
        <Route path="/dead-letters">{admitted('admin', DeadLettersPage)}</Route>
        <Route path="/auditor">{admitted('admin', AuditorPage)}</Route>
        <Route path="/topics">{admitted('admin', TopicsPage)}</Route>
        <Route>{() => <NotFound />}</Route>
      </Switch>
    </Shell>
  </Router>
);
