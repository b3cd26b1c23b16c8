import { z } from 'zod';
import { findCard, GOOD_CARD } from './cards';
import { paySession, settleSession } from './checkout/actions';
import { FAULT_KINDS } from './faults';
import { DISPUTE_STATUSES, openDispute, setDisputeStatus } from './resources/disputes';
import { setRefundStatus } from './resources/refunds';
import type { Sandbox } from './sandbox';
import { letTimePass } from './time';

export interface ControlReply {
  status: number;
  body: object;
}

const ok = (body: object = { ok: true }): ControlReply => ({ status: 200, body });
const notFound = (): ControlReply => ({ status: 404, body: { error: 'not found' } });

const Pay = z.strictObject({ card: z.string().default(GOOD_CARD), delayed: z.boolean().default(false) });
const Settle = z.strictObject({ result: z.enum(['paid', 'failed']) });
const Switches = z.strictObject({
  customer: z.string().optional(),
  drop: z.number().min(0).max(1).optional(),
  copies: z.number().int().min(1).max(10).optional(),
  delayMs: z.number().int().min(0).max(60_000).optional(),
  corrupt: z.number().min(0).max(1).optional(),
  reorder: z.boolean().optional(),
});
const NewFault = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  on: z.string(),
  times: z.number().int().min(1).default(1),
  delayMs: z.number().int().min(0).max(120_000).optional(),
  field: z.string().optional(),
});
const Rights = z.strictObject({ key: z.string(), refuse: z.array(z.string()) });
const Clock = z.strictObject({ advanceSeconds: z.number().int().min(0) });
const Target = z.strictObject({ url: z.url(), secret: z.string().min(1) });
const RefundStatus = z.strictObject({ status: z.enum(['pending', 'succeeded', 'failed']) });
const NewDispute = z.strictObject({
  amount: z.number().int().min(1).optional(),
  reason: z.string().default('fraudulent'),
  inquiry: z.boolean().default(false),
});
const DisputeStatus = z.strictObject({ status: z.enum(DISPUTE_STATUSES), moneyGone: z.boolean().default(false) });
const Patch = z.record(z.string(), z.unknown());

type Control = (sandbox: Sandbox, input: unknown, id: string) => ControlReply;

/** Pays as a customer would, even after the session expired: the race that a real page can lose. */
const pay: Control = (sandbox, input, id) => {
  const record = sandbox.data.sessions.get(id);
  if (!record) return notFound();
  const { card: number, delayed } = Pay.parse(input);
  const card = findCard(number);
  if (!card) return { status: 400, body: { error: 'no test card' } };
  const debit = record.session.currency === 'eur' ? ('sepa_debit' as const) : ('us_bank_account' as const);
  paySession(sandbox, record, delayed ? { debit } : { card });
  return ok(record.session);
};

const settle: Control = (sandbox, input, id) => {
  const record = sandbox.data.sessions.get(id);
  if (!record) return notFound();
  const isDone = settleSession(sandbox, record, Settle.parse(input).result === 'paid');
  return isDone ? ok(record.session) : { status: 409, body: { error: 'nothing to settle' } };
};

/** What the bank makes of a refund that was begun through the API. */
const setRefund: Control = (sandbox, input, id) => {
  const refund = sandbox.data.refunds.get(id);
  if (!refund) return notFound();
  setRefundStatus(sandbox, refund, RefundStatus.parse(input).status);
  sandbox.state.changed();
  return ok(refund);
};

/** The cardholder's bank asks the money of a payment back. */
const dispute: Control = (sandbox, input, id) => {
  const { paymentIntents, charges } = sandbox.data;
  const charge = charges.get(String(paymentIntents.get(id)?.latest_charge ?? id));
  return charge ? ok(openDispute(sandbox, charge, NewDispute.parse(input))) : notFound();
};

/** What the bank decides about a dispute. */
const setDispute: Control = (sandbox, input, id) => {
  const found = sandbox.data.disputes.get(id);
  if (!found) return notFound();
  const { status, moneyGone } = DisputeStatus.parse(input);
  setDisputeStatus(sandbox, found, status, moneyGone);
  return ok(found);
};

/** Overwrites fields of an object without telling anybody: what an attacker or a bug would have done. */
const alter: Control = (sandbox, input, id) => {
  const { customers, sessions, paymentIntents, paymentMethods, charges } = sandbox.data;
  const record = sessions.get(id);
  const object =
    record?.session ?? paymentIntents.get(id) ?? charges.get(id) ?? customers.get(id) ?? paymentMethods.get(id);
  if (!object) return notFound();
  const { line_items: lineItems, ...fields } = Patch.parse(input);
  Object.assign(object, fields);
  if (record && lineItems) record.lineItems = lineItems as typeof record.lineItems;
  sandbox.state.changed();
  return ok(object);
};

const deliveries: Control = (sandbox) => ok({ data: [...sandbox.data.deliveries.values()] });

const setSwitches: Control = (sandbox, input) => {
  const { customer, ...change } = Switches.parse(input);
  return ok(sandbox.webhooks.set(change, customer));
};

const setTarget: Control = (sandbox, input) => {
  sandbox.webhooks.target = Target.parse(input);
  return ok();
};

const resend: Control = (sandbox, _input, id) => (sandbox.webhooks.resend(id) ? ok() : notFound());

const addFault: Control = (sandbox, input) => {
  sandbox.faults.add(NewFault.parse(input));
  return ok();
};

/** Which calls a restricted key may not make, as `POST /v1/refunds` or `GET /v1/charges*`. */
const setRights: Control = (sandbox, input) => {
  const { key, refuse } = Rights.parse(input);
  sandbox.refusals.set(key, refuse);
  return ok();
};

const advance: Control = (sandbox, input) => {
  sandbox.advance(Clock.parse(input).advanceSeconds);
  letTimePass(sandbox);
  return ok({ now: sandbox.clock.now() });
};

/** Everything back to plain behaviour; what was bought stays. */
const calm: Control = (sandbox) => {
  sandbox.webhooks.reset();
  sandbox.faults.clear();
  return ok();
};

const CONTROLS: Record<string, Control> = {
  'POST sessions pay': pay,
  'POST sessions settle': settle,
  'POST refunds set': setRefund,
  'POST payments dispute': dispute,
  'POST disputes set': setDispute,
  'POST objects alter': alter,
  'POST events resend': resend,
  'GET deliveries': deliveries,
  'POST webhooks': setSwitches,
  'POST webhook-target': setTarget,
  'POST faults': addFault,
  'POST rights': setRights,
  'POST clock': advance,
  'POST calm': calm,
};

/** Switches for tests, as JSON under `/_sandbox/`: `KIND`, or `KIND/ID/VERB`. README.md lists them. */
export function answerControl(sandbox: Sandbox, method: string, path: string, body: string): ControlReply {
  const [kind = '', id = '', verb = ''] = path.replace(/^\/_sandbox\//, '').split('/');
  const control = CONTROLS[[method, kind, verb].filter(Boolean).join(' ')];
  if (!control) return notFound();
  try {
    return control(sandbox, body === '' ? {} : JSON.parse(body), id);
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return { status: 400, body: { error: error.message } };
    }
    throw error;
  }
}
