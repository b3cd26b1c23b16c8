import type Stripe from 'stripe';
import { type TestClock, testClock } from '../../../clock';

import { getLedger } from '../../../ledger';
import type { TestInstallation, TestWorkspace } from '../../testing/installation';
import { billingClock } from '../clock';
import { prepareSwitchOn, type Wish } from '../prepare';
import type { AttemptRow, RuleRow } from '../rows';
import { readPayer, switchOnAutoTopUp } from '../switch-on';

export const CREDIT = 1_000_000n;

/** Buys the one pack (1,100 credits for $25) when 100 or fewer are left; four a day, ten a month. */
export const WISH: Omit<Wish, 'item'> = {
  thresholdMicro: 100n * CREDIT,
  caps: { attemptMinor: 2_500n, dayMinor: 10_000n, monthMinor: 25_000n },
};

export interface RuleWorkspace extends TestWorkspace {
  customerId: string;
}

/** A person of the workspace, as the database knows them. */
async function withOwner(shop: TestInstallation, workspace: TestWorkspace): Promise<void> {
  if (workspace.owner.kind !== 'user') throw new Error('the owner is a person');
  const { userId } = workspace.owner;
  await shop.database.pool.query('INSERT INTO users (id, email) VALUES ($1, $2)', [userId, `${userId}@acme.test`]);
}

/** A saved card of Stripe's for tests (`pm_card_visa`, …), which pays by default. */
export async function saveCard(shop: TestInstallation, workspace: RuleWorkspace, testCard: string): Promise<string> {
  const { stripe } = shop.box;
  const method = await stripe.paymentMethods.attach(testCard, { customer: workspace.customerId });
  await stripe.customers.update(workspace.customerId, { invoice_settings: { default_payment_method: method.id } });
  return method.id;
}

/** A workspace with `credits` to spend and a card at Stripe. */
export async function workspaceWithCard(
  shop: TestInstallation,
  { credits = 1_000n, card = 'pm_card_visa', timeZone = 'UTC' } = {},
): Promise<RuleWorkspace> {
  const workspace = await shop.newWorkspace();
  await withOwner(shop, workspace);
  const customer = await shop.box.stripe.customers.create({ name: 'Acme' });
  await shop.database.pool.query('UPDATE workspaces SET stripe_customer_id = $2, time_zone = $3 WHERE id = $1', [
    workspace.id,
    customer.id,
    timeZone,
  ]);
  const made = { ...workspace, customerId: customer.id };
  if (card) await saveCard(shop, made, card);
  if (credits > 0n) {
    await getLedger().grant({
      ...booksOf(made),
      owner: { kind: 'workspace' },
      amountMicro: credits * CREDIT,
      source: 'admin',
    });
  }
  return made;
}

const booksOf = (workspace: TestWorkspace) => ({
  workspaceId: workspace.id,
  mode: 'live' as const,
  actor: { kind: 'job' as const, id: null },
});

export async function switchOn(
  shop: TestInstallation,
  workspace: RuleWorkspace,
  change: Partial<Wish> = {},
): Promise<void> {
  const wish: Wish = { ...WISH, item: { packId: shop.packId }, ...change };
  const { hash } = await prepareSwitchOn(await readPayer(workspace.id), wish, 'en');
  await switchOnAutoTopUp(workspace.owner, { ...wish, workspaceId: workspace.id, locale: 'en', consentHash: hash });
}

export const spend = (workspace: TestWorkspace, credits: bigint) =>
  getLedger().consume({ ...booksOf(workspace), owner: { kind: 'workspace' }, amountMicro: credits * CREDIT });

export async function available(workspace: TestWorkspace): Promise<bigint> {
  const { availableMicro } = await getLedger().balance({ ...booksOf(workspace), owner: { kind: 'workspace' } });
  return availableMicro / CREDIT;
}

export async function ruleOf(shop: TestInstallation, workspace: TestWorkspace): Promise<RuleRow> {
  const { rows } = await shop.database.pool.query<RuleRow>('SELECT * FROM auto_top_up_rules WHERE workspace_id = $1', [
    workspace.id,
  ]);
  return rows[0]!;
}

/** Oldest first. */
export async function attemptsOf(shop: TestInstallation, workspace: TestWorkspace): Promise<AttemptRow[]> {
  const { rows } = await shop.database.pool.query<AttemptRow>(
    'SELECT * FROM auto_top_up_attempts WHERE workspace_id = $1 ORDER BY created_at, id',
    [workspace.id],
  );
  return rows;
}

/** What Stripe has of this customer's payments: the truth about charges. */
export async function paymentsOf(shop: TestInstallation, workspace: RuleWorkspace): Promise<Stripe.PaymentIntent[]> {
  return (await shop.box.stripe.paymentIntents.list({ customer: workspace.customerId, limit: 100 })).data;
}

export interface SentMail {
  kind: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe: string | null;
}

/** Mails in the outbox, oldest first. */
export async function mailsOf(shop: TestInstallation, workspace: TestWorkspace): Promise<SentMail[]> {
  const { rows } = await shop.database.pool.query<SentMail>(
    'SELECT kind, recipient, subject, text, html, unsubscribe FROM outgoing_mails WHERE workspace_id = $1 ORDER BY created_at, id',
    [workspace.id],
  );
  return rows;
}

/** A clock that decisions of automatic top-ups go by, until `null` is given. */
export function useClock(at: string | null): TestClock | null {
  const clock = at === null ? null : testClock(at);
  billingClock().clock = clock;
  return clock;
}
