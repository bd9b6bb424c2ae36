import { type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { DeliveryState } from '../notifications/notification.table.js';
import { type Delivered, MailProvider, type Message, Undeliverable } from './provider.js';

/** Four rounds of these stay within a minute. */
const TIMEOUTS_MS = { connectionTimeout: 3_000, greetingTimeout: 3_000, socketTimeout: 10_000 };
const CONNECTIONS = 5;
/** What the server says to this message, and not to us: the recipient or the content is refused. */
const ABOUT_THE_MESSAGE = ['EENVELOPE', 'EMESSAGE'];

/** Sends email over a few connections that stay open. */
export class SmtpMailProvider extends MailProvider implements OnApplicationShutdown {
  readonly batch = 4 * CONNECTIONS;
  private readonly transport: Transporter;

  constructor(
    smtpUrl: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({ url: smtpUrl, pool: true, maxConnections: CONNECTIONS, ...TIMEOUTS_MS });
  }

  async deliver({ id, order_id, recipient, subject, text }: Message): Promise<Delivered> {
    try {
      await this.transport.sendMail({
        messageId: messageIdOf(id),
        from: this.from,
        to: { name: '', address: recipient }, // not as text, in which a comma would separate two recipients
        subject,
        text,
        headers: { 'X-Order-Id': order_id },
      });
    } catch (error) {
      throw isRefusal(error) ? new Undeliverable(error.message, { cause: error }) : error;
    }
    return DeliveryState.Sent;
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** The same at every attempt, so that a mailbox can tell a message that came twice. */
export const messageIdOf = (id: string): string => `<${id}@notification.orderflow>`;

/** SMTP answers 5xx when trying again cannot help (RFC 5321, 4.2.1). */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return code !== undefined && ABOUT_THE_MESSAGE.includes(code) && responseCode >= 500;
}
