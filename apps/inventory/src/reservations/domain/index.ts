export { decideBatch, itemsOf, type BatchDecision } from './decide-batch.js';
export { type InventoryEvent, type OrderEvent } from './decide.js';
export { newReservation, ReservationState, type Reservation } from './reservation.js';
export { type Place, type StockChange } from './stock.js';
