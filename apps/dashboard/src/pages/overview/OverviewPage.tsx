import { getSummary } from '../../api/analytics';
import { LoadControls } from '../../shell/LoadControls';
import { brokenPayments } from '../../shell/payments';
import { PaymentsSwitch } from '../../shell/PaymentsSwitch';
import { Page } from '../../ui/Page';
import { Activity } from './Activity';
import { AuditPanel } from './AuditPanel';
import { Counters } from './Counters';
import { EventMap } from './EventMap';
import { FunnelPanel } from './FunnelPanel';
import { ServicesPanel } from './ServicesPanel';
import { TopItems } from './TopItems';
import './overview.css';

/** The whole system at a glance, live. */
export default function OverviewPage() {
  return (
    <Page
      title="Overview"
      lead="Orders, events and services, live"
      call={getSummary()}
      actions={
        <>
          <LoadControls />
          {!brokenPayments.value && <PaymentsSwitch /> /* else the banner mends them */}
        </>
      }
    >
      <div class="overview">
        <Counters />
        <EventMap />
        <Activity />
        <FunnelPanel />
        <TopItems />
        <ServicesPanel />
        <AuditPanel />
      </div>
    </Page>
  );
}
