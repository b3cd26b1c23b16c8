import type Stripe from 'stripe';
import { SandboxClock } from './clock';
import { Faults } from './faults';
import { newStripeId } from './ids';
import { State } from './state';
import { Webhooks, type WebhookTarget } from './webhooks';

/** The version this sandbox speaks; another one is refused, as a mismatch should be noticed here first. */
export const API_VERSION = '2026-10-28.endive';

export interface SandboxOptions {
  stateFile?: string | null;
  webhook?: WebhookTarget | null;
}

/** Who caused an event: the API request, or nobody (the customer, the clock). */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
}

const NOBODY: Cause = { requestId: null, idempotencyKey: null };

export interface Reply {
  method: string;
  path: string;
  status: number;
  body: string;
}

/** State, clock and switches of one sandbox; everything else is functions on it. */
export class Sandbox {
  readonly state: State;
  readonly clock: SandboxClock;
  readonly webhooks: Webhooks;
  readonly faults = new Faults();
  /** Hears every answer of the API that no fault has touched. */
  onReply: ((reply: Reply) => void) | null = null;
  /** Calls that a restricted key may not make, by key. */
  readonly refusals = new Map<string, readonly string[]>();
  /** Address of the hosted pages; known once the server listens. */
  publicUrl = '';
  /** The request being served, if any. */
  cause: Cause = NOBODY;

  constructor({ stateFile = null, webhook = null }: SandboxOptions = {}) {
    this.state = new State(stateFile);
    this.clock = new SandboxClock(this.state.aheadSeconds);
    this.webhooks = new Webhooks(this.state, webhook);
  }

  get data(): State['data'] {
    return this.state.data;
  }

  /** Moves the sandbox's time ahead. */
  advance(seconds: number): void {
    this.clock.advance(seconds);
    this.state.aheadSeconds = this.clock.aheadSeconds;
    this.state.changed();
  }

  /** Records an event with the object as it is now, and sends it off. `previous`: what changed, as it was before. */
  emit(type: Stripe.Event['type'], object: object, previous?: object): void {
    const event = {
      id: newStripeId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.clock.now(),
      data: { object: structuredClone(object), ...(previous && { previous_attributes: structuredClone(previous) }) },
      livemode: false,
      pending_webhooks: this.webhooks.countFor(type),
      request: { id: this.cause.requestId, idempotency_key: this.cause.idempotencyKey },
      type,
    } as unknown as Stripe.Event; // the SDK's type is a union over `type`, which is only known at run time
    this.data.events.set(event.id, event);
    this.webhooks.send(event);
    this.state.changed();
  }

  close(): void {
    this.webhooks.close();
    this.state.flush();
  }
}
