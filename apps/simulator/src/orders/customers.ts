import { type Faker } from '@faker-js/faker';
import { MAX_ID_LENGTH } from '@orderflow/contracts';
import { skewed } from './catalogue.js';

/** Whom the built-in payment provider refuses, by the default of PAYMENT_DENIED_CUSTOMERS. */
export const DENIED_CUSTOMER = 'CUST-DENIED';

const REGULARS = 200;

/** The people who order, by ids made of their names. Some come again and again, most seldom. */
export class Customers {
  private readonly choices: { readonly weight: number; readonly value: string }[];

  constructor(private readonly faker: Faker) {
    this.choices = skewed(Array.from({ length: REGULARS }, (_, n) => this.customerId(n)));
  }

  next(): string {
    return this.faker.helpers.weightedArrayElement(this.choices);
  }

  /** Plain ASCII: it becomes the local part of an email address. The number keeps namesakes apart. */
  private customerId(n: number): string {
    const name = `${this.faker.person.firstName()}.${this.faker.person.lastName()}`;
    const plain = name.toLowerCase().replace(/[^a-z.]/g, '');
    return `${plain.slice(0, MAX_ID_LENGTH - 4)}${n}`;
  }
}
