import type Stripe from 'stripe';

/** What a scenario came to, in words and figures that do not depend on ids or time. */
export type Facts = Record<string, unknown>;

export interface Scenario {
  name: string;
  play(stripe: Stripe): Promise<Facts>;
}

const card = { enabled: true, allow_redirects: 'never' as const };
const RETURN = 'https://example.com/back';

const pay = (stripe: Stripe, payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 2_500,
    currency: 'usd',
    confirm: true,
    payment_method,
    automatic_payment_methods: card,
    expand: ['latest_charge'],
    ...more,
  });

interface Refusal {
  type?: string;
  code?: string;
  decline_code?: string;
  statusCode?: number;
  payment_intent?: { id: string };
}

/** How a call was refused; `{ refused: false }` when it was not. */
async function refusalOf(call: Promise<unknown>): Promise<Facts & { intent?: string }> {
  try {
    await call;
    return { refused: false };
  } catch (error) {
    const { type, code, decline_code: declineCode, statusCode, payment_intent: intent } = error as Refusal;
    return { refused: true, type, code, declineCode, statusCode, ...(intent && { intent: intent.id }) };
  }
}

const withoutIntent = ({ intent: _, ...facts }: Facts & { intent?: string }): Facts => facts;

/** Looks again until something is there, for what Stripe does in its own time. */
async function eventually<T>(look: () => Promise<T | undefined>, seconds = 60): Promise<T | undefined> {
  for (let elapsed = 0; elapsed < seconds; elapsed++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return undefined;
}

const newCustomer = async (stripe: Stripe) =>
  (await stripe.customers.create({ name: 'Coffer comparison', email: 'comparison@example.com' })).id;

async function buy(stripe: Stripe): Promise<Facts> {
  const intent = await pay(stripe, 'pm_card_visa', { metadata: { order: '1' } });
  const charge = intent.latest_charge as Stripe.Charge;
  const event = await eventually(async () => {
    const { data } = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 20 });
    return data.find((one) => (one.data.object as { id: string }).id === intent.id);
  });
  return {
    status: intent.status,
    received: intent.amount_received,
    charge: [charge.status, charge.paid, charge.captured, charge.amount_refunded],
    hasReceipt: /^https?:/.test(charge.receipt_url ?? ''),
    metadata: intent.metadata,
    event: [event?.type, event?.api_version],
  };
}

async function checkout(stripe: Stripe): Promise<Facts> {
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    customer: await newCustomer(stripe),
    client_reference_id: 'order-1',
    adaptive_pricing: { enabled: false },
    line_items: [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 2_500, product_data: { name: 'Credits' } } },
    ],
    success_url: RETURN,
    cancel_url: RETURN,
    expand: ['line_items'],
  });
  const expired = await stripe.checkout.sessions.expire(session.id);
  return {
    open: [session.status, session.payment_status, session.amount_total, session.currency, session.mode],
    intent: session.payment_intent,
    hasPage: /^https?:/.test(session.url ?? ''),
    lines: session.line_items?.data.map(({ quantity, amount_total: total }) => [quantity, total]),
    expired: [expired.status, expired.url],
    again: withoutIntent(await refusalOf(stripe.checkout.sessions.expire(session.id))),
  };
}

async function delayed(stripe: Stripe): Promise<Facts> {
  const method = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  });
  const intent = await stripe.paymentIntents.create({
    amount: 2_500,
    currency: 'eur',
    confirm: true,
    payment_method: method.id,
    allowed_payment_method_types: ['sepa_debit'],
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });
  return { status: intent.status, received: intent.amount_received };
}

const DECLINES = [
  'pm_card_visa_chargeDeclined',
  'pm_card_visa_chargeDeclinedInsufficientFunds',
  'pm_card_visa_chargeDeclinedLostCard',
  'pm_card_visa_chargeDeclinedStolenCard',
  'pm_card_chargeDeclinedExpiredCard',
  'pm_card_chargeDeclinedIncorrectCvc',
  'pm_card_chargeDeclinedProcessingError',
];

async function declined(stripe: Stripe): Promise<Facts> {
  const facts: Facts = {};
  for (const kind of DECLINES) {
    const { intent, ...refusal } = await refusalOf(pay(stripe, kind));
    const after = intent && (await stripe.paymentIntents.retrieve(intent));
    facts[kind] = { ...refusal, after: after && [after.status, after.last_payment_error?.code] };
  }
  return facts;
}

async function refunded(stripe: Stripe): Promise<Facts> {
  const { id: payment_intent } = await pay(stripe, 'pm_card_visa');
  const part = await stripe.refunds.create({ payment_intent, amount: 1_000 });
  const tooMuch = await refusalOf(stripe.refunds.create({ payment_intent, amount: 2_000 }));
  const rest = await stripe.refunds.create({ payment_intent });
  const again = await refusalOf(stripe.refunds.create({ payment_intent }));
  const { data } = await stripe.refunds.list({ payment_intent });
  const failing = await pay(stripe, 'pm_card_refundFail');
  const refund = await stripe.refunds.create({ payment_intent: failing.id });
  const failed = await eventually(async () => {
    const { status } = await stripe.refunds.retrieve(refund.id);
    return status === 'failed' ? status : undefined;
  });
  return {
    part: [part.status, part.amount],
    tooMuch: withoutIntent(tooMuch),
    rest: [rest.status, rest.amount],
    again: withoutIntent(again),
    listed: data.map(({ amount }) => amount),
    failing: [refund.status, failed],
  };
}

async function disputed(stripe: Stripe): Promise<Facts> {
  const { id: payment_intent } = await pay(stripe, 'pm_card_createDispute');
  const dispute = await eventually(async () => (await stripe.disputes.list({ payment_intent })).data[0]);
  if (!dispute) return { dispute: 'none came within a minute' };
  await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' }, submit: true });
  const won = await eventually(async () => {
    const { status } = await stripe.disputes.retrieve(dispute.id);
    return status === 'won' ? status : undefined;
  });
  return { opened: [dispute.status, dispute.reason, dispute.amount, dispute.is_charge_refundable], ended: won };
}

async function offSession(stripe: Stripe): Promise<Facts> {
  const customer = await newCustomer(stripe);
  const away = { customer, off_session: true } as const;
  const good = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const paid = await pay(stripe, good.id, away);
  const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  const refused = withoutIntent(await refusalOf(pay(stripe, bad.id, away)));
  const unsaved = withoutIntent(await refusalOf(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer })));
  await stripe.paymentMethods.detach(good.id);
  const detached = withoutIntent(await refusalOf(pay(stripe, good.id, away)));
  return { paid: paid.status, refused, unsaved, detached };
}

async function authentication(stripe: Stripe): Promise<Facts> {
  const customer = await newCustomer(stripe);
  const method = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
  const { intent, ...refusal } = await refusalOf(pay(stripe, method.id, { customer, off_session: true }));
  if (!intent) return { refusal };
  const after = await stripe.paymentIntents.retrieve(intent);
  const waiting = await stripe.paymentIntents.confirm(intent, { payment_method: method.id, return_url: RETURN });
  const canceled = await stripe.paymentIntents.cancel(intent);
  return {
    refusal,
    after: [after.status, after.last_payment_error?.code],
    waiting: [waiting.status, waiting.next_action?.type],
    canceled: canceled.status,
  };
}

async function setUp(stripe: Stripe): Promise<Facts> {
  const customer = await newCustomer(stripe);
  const intent = await stripe.setupIntents.create({
    customer,
    payment_method: 'pm_card_visa',
    confirm: true,
    automatic_payment_methods: card,
  });
  const { data } = await stripe.customers.listPaymentMethods(customer);
  const waiting = await stripe.setupIntents.create({
    customer,
    payment_method: 'pm_card_authenticationRequired',
    confirm: true,
    return_url: RETURN,
  });
  const refused = await refusalOf(
    stripe.setupIntents.create({
      customer,
      payment_method: 'pm_card_chargeDeclined',
      confirm: true,
      automatic_payment_methods: card,
    }),
  );
  return {
    saved: [intent.status, intent.usage],
    cards: data.map((method) => method.card?.last4),
    waiting: [waiting.status, waiting.next_action?.type],
    refused: withoutIntent(refused),
  };
}

async function repeated(stripe: Stripe): Promise<Facts> {
  const idempotencyKey = `coffer-comparison-${Math.random()}`;
  const create = (name: string) => stripe.customers.create({ name }, { idempotencyKey });
  const [first, second] = [await create('one'), await create('one')];
  return {
    isSame: first.id === second.id,
    replayed: second.lastResponse.headers['idempotent-replayed'],
    other: withoutIntent(await refusalOf(create('two'))),
    missing: withoutIntent(await refusalOf(stripe.paymentIntents.retrieve('pi_coffer_none'))),
  };
}

/** The same things, done at Stripe and at the sandbox. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'buy with a card', play: buy },
  { name: 'open and close a checkout', play: checkout },
  { name: 'pay by a debit that takes days', play: delayed },
  { name: 'declined cards', play: declined },
  { name: 'refunds', play: refunded },
  { name: 'a dispute that is won', play: disputed },
  { name: 'a saved card while its owner is away', play: offSession },
  { name: 'a card whose bank wants to see its owner', play: authentication },
  { name: 'saving a card', play: setUp },
  { name: 'repeated and wrong calls', play: repeated },
];
