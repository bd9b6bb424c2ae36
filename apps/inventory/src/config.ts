import { BackendSettings } from '@orderflow/service';

/** The settings of this service: those that every service with a database and events has, and no others. */
export class InventorySettings extends BackendSettings {
  readonly portOffset = 2;
}
