import { describe, expect, it } from '@jest/globals';
import { NotificationSettings } from '../config.js';
import { AddressBook } from './address-book.js';
import { Channel } from './domain/index.js';

const book = new AddressBook(new NotificationSettings());

describe('AddressBook', () => {
  it('makes the email address by the template', () => {
    expect(book.addressOf('CUST-123', Channel.Email)).toBe('CUST-123@example.com');
  });

  it.each(['a,b', 'a@evil.test', 'a\r\nBcc: b', '$&', 'a b<c>'])('lets %j be nothing but a name', (customerId) => {
    expect(book.addressOf(customerId, Channel.Email)).toMatch(/^[^\s,@<>$]+@example\.com$/);
  });

  it('reaches a phone by the customer id', () => {
    expect(book.addressOf('CUST-123', Channel.Sms)).toBe('CUST-123');
  });
});
