const { KAFKA_NAMESPACE = '' } = process.env;

export const ORDER_EVENTS = `${KAFKA_NAMESPACE}order-events`;
export const INVENTORY_EVENTS = `${KAFKA_NAMESPACE}inventory-events`;
export const TRANSACTION_EVENTS = `${KAFKA_NAMESPACE}transaction-events`;
