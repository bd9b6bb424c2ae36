import { BackendSettings } from '@orderflow/service';

/** The settings of this service: those that every service with a database and events has. */
export class AnalyticsSettings extends BackendSettings {
  readonly portOffset = 4;
}
