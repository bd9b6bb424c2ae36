/** The first order to try: the sample data confirm it. */
export const sampleOrder = {
  customerId: 'CUST-123',
  items: [
    { itemId: 'ITEM-001', quantity: 2 },
    { itemId: 'ITEM-002', quantity: 5 },
  ],
  totalAmount: 2500,
};
