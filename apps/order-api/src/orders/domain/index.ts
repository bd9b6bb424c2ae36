export { canonicalJson } from './canonical-json.js';
export { overdueSince, type Deadlines } from './deadlines.js';
export { decideBatch, type BatchDecision } from './decide-batch.js';
export {
  decideCancel,
  decideNews,
  decideTimeout,
  type CancelDecision,
  type NewsDecision,
  type OrderEvent,
  type OrderNews,
} from './decide.js';
export { isSettled, OrderStatus, type Charge, type Order, type Rejection } from './order.js';
export { placeOrder } from './place-order.js';
