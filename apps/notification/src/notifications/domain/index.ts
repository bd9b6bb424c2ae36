export { Channel, Kind, type Notification } from './notification.js';
export { deservesSms, emailFor, smsFor, type NotifiableEvent } from './notifications-for.js';
