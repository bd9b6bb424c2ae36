import { DEAD_LETTER_SERVICES, type DeadLetterService } from '../../api/dead-letters';

/** The key of a group: the letters of one service with the same error and event type. */
export interface GroupKey {
  readonly service: DeadLetterService;
  /** Null: it has no error of its own yet. */
  readonly errorCode: string | null;
  /** Null: the message has no readable type. */
  readonly eventType: string | null;
}

/** What the page shows; its hash query says all of it, so that a link copies the view. */
export interface DeadLettersView {
  /** Only this service. */
  readonly service?: DeadLetterService;
  /** The group that is open. */
  readonly group?: GroupKey;
  /** Only letters of this partition key, of `service`, whatever their group. */
  readonly key?: string;
  /** The letter that is open, of `service`. */
  readonly id?: number;
  /** With those that were handled or discarded. */
  readonly resolved: boolean;
}

/** The fields of the hash query; '' where there is none. */
export const NO_FIELDS = { service: '', error: '', type: '', key: '', id: '', resolved: '' };
export type ViewFields = typeof NO_FIELDS;

/** In a field, for null: "no type". */
const NONE = '-';

/** Reads the fields of a hash query. What is no part of a view is left out: a link may be old or made up. */
export function viewOf(fields: ViewFields): DeadLettersView {
  const resolved = fields.resolved === 'true';
  const service = DEAD_LETTER_SERVICES.find((name) => name === fields.service);
  if (service === undefined) return { resolved };
  const { error, type, key } = fields;
  const id = Number(fields.id);
  return {
    service,
    ...(error && type && { group: { service, errorCode: valueOf(error), eventType: valueOf(type) } }),
    ...(key && { key }),
    ...(Number.isSafeInteger(id) && id > 0 && { id }),
    resolved,
  };
}

/** All fields of a view; `viewOf` reads them back. */
export const fieldsOf = ({ service, group, key, id, resolved }: DeadLettersView): ViewFields => ({
  service: service ?? '',
  error: group ? (group.errorCode ?? NONE) : '',
  type: group ? (group.eventType ?? NONE) : '',
  key: key ?? '',
  id: id === undefined ? '' : String(id),
  resolved: resolved ? 'true' : '',
});

const valueOf = (field: string): string | null => (field === NONE ? null : field);

export const isSameGroup = (one: GroupKey | undefined, other: GroupKey | undefined): boolean =>
  one?.service === other?.service && one?.errorCode === other?.errorCode && one?.eventType === other?.eventType;

/** "CONTRACT_VIOLATION in ORDER_CREATED". */
export const titleOfGroup = ({ errorCode, eventType }: Omit<GroupKey, 'service'>): string =>
  `${errorCode ?? 'no error yet'} in ${eventType ?? 'messages without a type'}`;
