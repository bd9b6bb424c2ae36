import { type Stage } from '../../stage/stage.js';
import { type Consumption, type Ledger, type Tally } from '../ledger.js';
import { type Part } from '../parts.js';

const NOTHING: Tally = { accepted: 0, confirmed: 0, sold: 0, charged: 0, notified: 0, counted: 0, units: 0 };

/** Asks the processes: their memory is all there is. */
export class TutorialLedger implements Ledger {
  private base = NOTHING;
  private readonly confirmed = new Set<string>();

  constructor(private readonly stage: Stage) {}

  async mark(): Promise<void> {
    this.base = await this.ever();
  }

  async accepted(): Promise<number> {
    return (await this.ask('order-api')).accepted! - this.base.accepted;
  }

  async isSettled(orders: number): Promise<boolean> {
    const { counted, notified, sold } = await this.tally();
    return counted >= orders && notified >= orders && sold >= orders;
  }

  async tally(): Promise<Tally> {
    const ever = await this.ever();
    const names = Object.keys(ever) as (keyof Tally)[];
    return Object.fromEntries(names.map((name) => [name, ever[name] - this.base[name]])) as unknown as Tally;
  }

  async consumption(): Promise<Consumption> {
    return (await this.ask('inventory')) as unknown as Consumption;
  }

  async confirmedAmong(orderIds: readonly string[]): Promise<string[]> {
    const response = await fetch(`${this.stage.url('order-api')}/confirmed-from/${this.confirmed.size}`);
    for (const id of (await response.json()) as string[]) this.confirmed.add(id);
    return orderIds.filter((id) => this.confirmed.has(id));
  }

  /** There is no outbox: an event is sent before its cause is done with. */
  isDrained(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async ever(): Promise<Tally> {
    const answers = await Promise.all(this.stage.parts.map((part) => this.ask(part)));
    const {
      accepted = 0,
      confirmed = 0,
      sold = 0,
      charged = 0,
      notified = 0,
      counted = 0,
      units = 0,
    } = Object.assign({}, ...answers) as Partial<Tally>;
    return { accepted, confirmed, sold, charged, notified, counted, units };
  }

  private async ask(part: Part): Promise<Record<string, number>> {
    const response = await fetch(`${this.stage.url(part)}/tally`);
    return (await response.json()) as Record<string, number>;
  }
}
