import Stripe from 'stripe';
import { newStripeId } from './ids';
import type { Delivery, State } from './state';

export interface WebhookTarget {
  url: string;
  secret: string;
}

/** What tests do to deliveries. */
export interface WebhookSwitches {
  /** Share of copies that are lost on the way, 0 to 1. */
  drop: number;
  /** Each event goes out up to this often, at the same time. */
  copies: number;
  delayMs: number;
  /** Share of copies whose bytes are not those that were signed, 0 to 1. */
  corrupt: number;
  /** Collects events for `delayMs` and sends them in another order. */
  reorder: boolean;
}

const PLAIN: WebhookSwitches = { drop: 0, copies: 1, delayMs: 0, corrupt: 0, reorder: false };

/** Gaps between tries, in milliseconds. Stripe's are longer; a demo should not wait for hours. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 3_600_000, 3_600_000];
const ANSWER_WITHIN_MS = 10_000;

/** Sends events to the webhook addresses, signed by the SDK's own helper, again until they are taken. */
export class Webhooks {
  /** For everybody's events. */
  switches: WebhookSwitches = { ...PLAIN };
  /** For the events of one customer instead: several tests at once then leave each other alone. */
  #byCustomer = new Map<string, WebhookSwitches>();
  #timers = new Set<NodeJS.Timeout>();
  #held: Delivery[] = [];
  #isClosed = false;

  constructor(
    readonly state: State,
    public target: WebhookTarget | null,
  ) {
    for (const delivery of state.data.deliveries.values()) {
      if (delivery.status === 'pending') this.#schedule(delivery, delivery.nextAt - Date.now());
    }
  }

  /** Where an event of this type goes: the command line's address (null), and every endpoint that wants it. */
  #endpointsFor(type: string): (string | null)[] {
    const wanting = [...this.state.data.webhookEndpoints.values()].filter(
      ({ status, enabled_events: events }) => status === 'enabled' && (events.includes('*') || events.includes(type)),
    );
    return [...(this.target ? [null] : []), ...wanting.map(({ id }) => id)];
  }

  /** How many addresses an event of this type goes to. */
  countFor(type: string): number {
    return this.#endpointsFor(type).length;
  }

  #targetOf(endpoint: string | null): WebhookTarget | null {
    if (endpoint === null) return this.target;
    const url = this.state.data.webhookEndpoints.get(endpoint)?.url;
    const secret = this.state.data.endpointSecrets.get(endpoint);
    return url && secret ? { url, secret } : null;
  }

  set(change: Partial<WebhookSwitches>, customer?: string): WebhookSwitches {
    const changed = { ...(this.#byCustomer.get(customer ?? '') ?? this.switches), ...change };
    if (customer) this.#byCustomer.set(customer, changed);
    else this.switches = changed;
    return changed;
  }

  reset(): void {
    this.switches = { ...PLAIN };
    this.#byCustomer.clear();
  }

  #switchesFor({ data }: Stripe.Event): WebhookSwitches {
    const { id, customer } = data.object as { id?: string; customer?: unknown };
    return this.#byCustomer.get(typeof customer === 'string' ? customer : (id ?? '')) ?? this.switches;
  }

  send(event: Stripe.Event): void {
    for (const endpoint of this.#endpointsFor(event.type)) {
      const copies = 1 + Math.floor(Math.random() * this.#switchesFor(event).copies);
      for (let copy = 0; copy < copies; copy++) this.#start(event, endpoint);
    }
  }

  /** Sends an event once more, as a person would from Stripe's dashboard. */
  resend(eventId: string): boolean {
    const event = this.state.data.events.get(eventId);
    const endpoints = event ? this.#endpointsFor(event.type) : [];
    if (!event || endpoints.length === 0) return false;
    for (const endpoint of endpoints) this.#start(event, endpoint);
    return true;
  }

  #start(event: Stripe.Event, endpoint: string | null): void {
    const { drop, delayMs, reorder } = this.#switchesFor(event);
    const isLost = Math.random() < drop;
    const delivery: Delivery = {
      id: newStripeId('whd'),
      eventId: event.id,
      eventType: event.type,
      endpoint,
      status: isLost ? 'dropped' : 'pending',
      attempts: 0,
      lastStatus: null,
      nextAt: Date.now() + delayMs,
    };
    this.state.data.deliveries.set(delivery.id, delivery);
    this.state.changed();
    if (isLost) return;
    if (reorder) this.#hold(delivery, delayMs);
    else this.#schedule(delivery, delayMs);
  }

  #hold(delivery: Delivery, delayMs: number): void {
    this.#held.push(delivery);
    if (this.#held.length > 1) return;
    this.#later(Math.max(delayMs, 20), () => {
      const batch = this.#held.splice(0);
      batch.sort(() => Math.random() - 0.5);
      for (const held of batch) this.#schedule(held, 0);
    });
  }

  #later(ms: number, work: () => void): void {
    if (this.#isClosed) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        work();
      },
      Math.max(ms, 0),
    );
    timer.unref();
    this.#timers.add(timer);
  }

  #schedule(delivery: Delivery, ms: number): void {
    this.#later(ms, () => void this.#attempt(delivery));
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const event = this.state.data.events.get(delivery.eventId);
    const target = this.#targetOf(delivery.endpoint);
    if (!event) return;
    if (!target) {
      delivery.status = 'failed'; // the endpoint is gone
      return;
    }
    delivery.attempts += 1;
    const isCorrupt = Math.random() < this.#switchesFor(event).corrupt;
    delivery.lastStatus = await post(event, target, isCorrupt);
    const isTaken = delivery.lastStatus !== null && delivery.lastStatus >= 200 && delivery.lastStatus < 300;
    const gap = RETRY_AFTER_MS[delivery.attempts - 1];
    if (isTaken) {
      delivery.status = 'delivered';
      event.pending_webhooks = Math.max(0, event.pending_webhooks - 1);
    } else if (gap === undefined) {
      delivery.status = 'failed';
    } else {
      delivery.nextAt = Date.now() + gap;
      this.#schedule(delivery, gap);
    }
    this.state.changed();
  }

  /** Whether every address that an event was meant for took some copy of it: true also where there was no address. */
  isDelivered(eventId: string): boolean {
    const taken = new Map<string | null, boolean>();
    for (const { eventId: about, endpoint, status } of this.state.data.deliveries.values()) {
      if (about === eventId) taken.set(endpoint, taken.get(endpoint) === true || status === 'delivered');
    }
    return [...taken.values()].every(Boolean);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

/** The text with one digit, somewhere, made another: still JSON most of the time, but not what was signed. */
function corrupted(text: string): string {
  const start = Math.floor(Math.random() * text.length);
  const place = text.slice(start).search(/\d/);
  const index = place < 0 ? text.search(/\d/) : start + place;
  return `${text.slice(0, index)}${(Number(text[index]) + 1) % 10}${text.slice(index + 1)}`;
}

/** One try. Returns the HTTP status, or null when no answer came. */
async function post(event: Stripe.Event, { url, secret }: WebhookTarget, isCorrupt: boolean): Promise<number | null> {
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0 (sandbox)',
      },
      body: isCorrupt ? corrupted(payload) : payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}
