export { runService, type RunOptions } from './boot/run-service.js';
export { Authenticator, type CallerRequest } from './auth/authenticator.js';
export { ANYONE, msUntilEnd, requireCustomer, type Caller } from './auth/caller.js';
export { mintToken, type TokenRequest } from './auth/mint-token.js';
export { By, Public, Requires } from './auth/requires.js';
export { Scope } from './auth/scope.js';
export { Draining } from './boot/draining.js';
export { jsonOrBase64, textOrBase64 } from './dead-letters/bytes.js';
export { KeyView, PayloadView } from './dead-letters/bytes.views.js';
export { ApiProblem, ApiProblems } from './docs/api-problem.js';
export type { DocumentLink } from './docs/docs.js';
export { ApiList } from './fields/api-list.js';
export type { FieldOptions } from './fields/field.js';
export { ApiChoice, ApiFlag, ApiId, ApiMoment, ApiMoney, ApiText, ApiWhole } from './fields/fields.js';
export type { HealthCheck, PartHealth } from './health/part-health.js';
export { BODY_LIMIT_BYTES, httpAdapter } from './http/http-adapter.js';
export { REQUEST_ID_HEADER } from './http/request-id.js';
export { ServiceIdentity } from './identity.js';
export { InvariantPace } from './invariants/invariant-pace.js';
export type { Figures, Finding, Invariant, Invariants, Violation } from './invariants/invariant.js';
export {
  ApiViolations,
  InvariantsView,
  InvariantView,
  UnderWayView,
  ViolationView,
} from './invariants/invariant.views.js';
export type { Snapshot } from './invariants/snapshot.js';
export { overall, type StandingState } from './invariants/standing.js';
export { ImpossibleEvents } from './metrics/impossible-events.js';
export { showInvariants } from './metrics/invariant-metrics.js';
export { Metrics, type Counter, type Gauge, type Histogram } from './metrics/metrics.js';
export { isMoney, toCents, toDecimal } from './money/money.js';
export { isReading, operatorOf } from './operators/operator-access.js';
export { OperatorRoutes } from './operators/operator-routes.js';
export { isId, isText, isWhole } from './paging/cursor-guards.js';
export { decodeCursor, encodeCursor, type CursorValue } from './paging/cursor.js';
export { ApiPage, pageOf, PageQuery, type Page } from './paging/page.js';
export { sendProblem } from './problems/problem.filter.js';
export { Problem, type FieldError, type ProblemDetails, type ProblemOptions } from './problems/problem.js';
export { ServiceModule, type ServiceOptions } from './service.module.js';
export { BackendSettings } from './settings/backend-settings.js';
export { KafkaSettings } from './settings/kafka-settings.js';
export { ServiceSettings } from './settings/service-settings.js';
export * from './settings/setting.js';
export { SettingsError, validateSettings, type Environment, type SettingsClass } from './settings/validate-settings.js';
export { activeTraceId, causeOf, spanOf, traceHeaders, traceIdOf } from './tracing/request-span.js';
export { invalidRequest } from './validation/invalid-request.js';
