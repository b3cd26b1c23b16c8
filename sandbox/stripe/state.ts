import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type Stripe from 'stripe';
import type { TaxIdKind } from './resources/tax-ids';

/** A Checkout Session as kept: what only shows when expanded stands beside it. */
export interface SessionRecord {
  session: Stripe.Checkout.Session;
  lineItems: Stripe.LineItem[];
  paymentMetadata: Record<string, string>;
  /** What else `payment_intent_data` asked for. */
  paymentData?: {
    description?: string | undefined;
    receiptEmail?: string | undefined;
    setupFutureUsage?: 'on_session' | 'off_session' | undefined;
    shipping?: Stripe.PaymentIntent.Shipping | undefined;
  };
  /** Who pays, as far as the page knows. */
  buyer?: { country: string | null; name: string | null; taxId: { type: TaxIdKind; value: string } | null };
  discount?: { coupon: string; promotionCode: string | null } | null;
  /** `total_details.breakdown`, which only shows when expanded. */
  breakdown?: Stripe.Checkout.Session.TotalDetails.Breakdown;
  /** What the page may write back to the customer. */
  customerUpdate?: { address: boolean; name: boolean };
  /** Shown above the form after a refused card. */
  lastError: string | null;
}

/** A finished or running first call with an idempotency key. */
export interface IdempotentCall {
  endpoint: string;
  paramsHash: string;
  status: number;
  body: unknown;
  /** Seconds since 1970. */
  at: number;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'dropped';

/** One copy of one event on its way to the webhook address. */
export interface Delivery {
  id: string;
  eventId: string;
  eventType: string;
  /** The webhook endpoint it goes to; null: the address of the command line. */
  endpoint: string | null;
  status: DeliveryStatus;
  attempts: number;
  /** HTTP status of the newest answer; null: none came. */
  lastStatus: number | null;
  /** Milliseconds since 1970. */
  nextAt: number;
}

export interface PriceOption {
  unit_amount: number;
  tax_behavior: 'exclusive' | 'inclusive' | 'unspecified';
}

export interface LineDetails {
  taxes: Stripe.LineItem.Tax[];
  discounts: Stripe.LineItem.Discount[];
}

interface Collections {
  customers: Map<string, Stripe.Customer | Stripe.DeletedCustomer>;
  taxIds: Map<string, Stripe.TaxId>;
  products: Map<string, Stripe.Product>;
  prices: Map<string, Stripe.Price>;
  /** What a price costs in further currencies, by the price's id. */
  priceOptions: Map<string, Record<string, PriceOption>>;
  coupons: Map<string, Stripe.Coupon>;
  promotionCodes: Map<string, Stripe.PromotionCode>;
  sessions: Map<string, SessionRecord>;
  /** Parts of a line that only show when expanded, by the line's id. */
  lineDetails: Map<string, LineDetails>;
  invoices: Map<string, Stripe.Invoice>;
  paymentIntents: Map<string, Stripe.PaymentIntent>;
  paymentMethods: Map<string, Stripe.PaymentMethod>;
  /** Methods that were saved with their owner there, so that they may pay when the owner is away. */
  setUpMethods: Map<string, true>;
  setupIntents: Map<string, Stripe.SetupIntent>;
  portalConfigurations: Map<string, Stripe.BillingPortal.Configuration>;
  portalSessions: Map<string, Stripe.BillingPortal.Session>;
  charges: Map<string, Stripe.Charge>;
  refunds: Map<string, Stripe.Refund>;
  /** Refunds that need no further look. */
  settledRefunds: Map<string, true>;
  disputes: Map<string, Stripe.Dispute>;
  balanceTransactions: Map<string, Stripe.BalanceTransaction>;
  events: Map<string, Stripe.Event>;
  webhookEndpoints: Map<string, Stripe.WebhookEndpoint>;
  endpointSecrets: Map<string, string>;
  deliveries: Map<string, Delivery>;
  idempotency: Map<string, IdempotentCall>;
}

const emptyCollections = (): Collections => ({
  customers: new Map(),
  taxIds: new Map(),
  products: new Map(),
  prices: new Map(),
  priceOptions: new Map(),
  coupons: new Map(),
  promotionCodes: new Map(),
  sessions: new Map(),
  lineDetails: new Map(),
  invoices: new Map(),
  paymentIntents: new Map(),
  paymentMethods: new Map(),
  setUpMethods: new Map(),
  setupIntents: new Map(),
  portalConfigurations: new Map(),
  portalSessions: new Map(),
  charges: new Map(),
  refunds: new Map(),
  settledRefunds: new Map(),
  disputes: new Map(),
  balanceTransactions: new Map(),
  events: new Map(),
  webhookEndpoints: new Map(),
  endpointSecrets: new Map(),
  deliveries: new Map(),
  idempotency: new Map(),
});

type CollectionName = keyof Collections;

const SAVE_DELAY_MS = 50;

/** Everything the sandbox knows, in memory, and in one JSON file when a path is given. */
export class State {
  readonly data = emptyCollections();
  aheadSeconds = 0;
  #saving: NodeJS.Timeout | null = null;

  constructor(readonly file: string | null = null) {
    if (file) this.#load(file);
  }

  #load(file: string): void {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return; // a first start
    }
    const stored = JSON.parse(text) as Record<string, unknown>;
    this.aheadSeconds = Number(stored.aheadSeconds ?? 0);
    for (const name of Object.keys(this.data) as CollectionName[]) {
      const target = this.data[name] as Map<string, unknown>;
      for (const [id, value] of Object.entries((stored[name] ?? {}) as Record<string, unknown>)) target.set(id, value);
    }
  }

  /** Something changed: written soon, together with what changes meanwhile. */
  changed(): void {
    if (!this.file || this.#saving) return;
    this.#saving = setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  /** Writes now, whole or not at all. */
  flush(): void {
    if (this.#saving) clearTimeout(this.#saving);
    this.#saving = null;
    if (!this.file) return;
    const plain: Record<string, unknown> = { aheadSeconds: this.aheadSeconds };
    for (const [name, map] of Object.entries(this.data)) plain[name] = Object.fromEntries(map as Map<string, unknown>);
    mkdirSync(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(plain), { mode: 0o600 });
    renameSync(temporary, this.file);
  }
}
