import type { Migrations } from '@orderflow/database';
import { stock } from './0001-stock.js';
import { reservations } from './0002-reservations.js';
import { sampleStock } from './0003-sample-stock.js';
import { reservationCustomer } from './0004-reservation-customer.js';

export const migrations: Migrations = {
  '0001-stock': stock,
  '0002-reservations': reservations,
  '0003-sample-stock': sampleStock,
  '0004-reservation-customer': reservationCustomer,
};
