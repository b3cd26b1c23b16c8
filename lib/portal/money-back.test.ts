import { describe, expect, it } from 'vitest';
import type { Actor } from '../auth/actor';
import { type TestWorkspace, useInstallation } from '../billing/testing/installation';
import { NIL_UUID, newId } from '../ids';
import { getLedger } from '../ledger';
import { readExplanation } from './explain';
import { readFlags } from './money-back';
import { readOverview } from './overview';
import { readReceipt } from './receipts';
import { loadWorkspace } from './workspace';

const shop = useInstallation();
const CREDIT = 1_000_000n;
const owner = { kind: 'workspace' as const };
const books = (workspace: TestWorkspace) => ({
  workspaceId: workspace.id,
  mode: 'live' as const,
  actor: { kind: 'job' as const, id: null },
});

/** 1,000 bought credits and a bonus of 100 for 25 dollars, of which `spent` are gone. */
async function buy(spent: bigint) {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.box.press(sessionId, 'pay');
  await shop.settle();
  if (spent > 0n) await getLedger().consume({ ...books(workspace), owner, amountMicro: spent * CREDIT });
  const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
  const read = (locale: 'en' | 'de' = 'en', reader: Actor = workspace.owner) =>
    loadWorkspace(reader, workspace.slug, locale);
  return { workspace, purchaseId, intentId: intentId ?? '', read };
}

async function dispute(intentId: string): Promise<string> {
  const { id } = (await shop.box.control(`payments/${intentId}/dispute`, {})) as { id: string };
  await shop.settle();
  return id;
}

async function decide(id: string, status: string): Promise<void> {
  await shop.box.control(`disputes/${id}/set`, { status });
  await shop.settle();
}

/** What the page of the newest row of this kind says. */
async function whyOf(workspace: TestWorkspace, kind: string, locale: 'en' | 'de' = 'en') {
  const { rows } = await shop.database.pool.query<{ id: string }>(
    'SELECT id FROM transactions WHERE workspace_id = $1 AND kind = $2 ORDER BY booked_at DESC, seq DESC LIMIT 1',
    [workspace.id, kind],
  );
  const portal = await loadWorkspace(workspace.owner, workspace.slug, locale);
  return (await readExplanation(workspace.owner, portal, rows[0]?.id ?? '')).why;
}

const storyOf = async ({ workspace, purchaseId, read }: Awaited<ReturnType<typeof buy>>, locale: 'en' | 'de' = 'en') =>
  (await readReceipt(workspace.owner, await read(locale), purchaseId)).story.map(({ text }) => text).join('\n');

const debtOf = async ({ workspace, read }: Awaited<ReturnType<typeof buy>>, locale: 'en' | 'de' = 'en') =>
  (await readOverview(workspace.owner, await read(locale), { now: new Date() })).debt;

describe('an open dispute', () => {
  it('is named on every page with what is frozen, and leads to its purchase', async () => {
    const bought = await buy(300n);
    expect(await readFlags(bought.workspace.owner, await bought.read())).toEqual([]);
    await dispute(bought.intentId);
    const [flag] = await readFlags(bought.workspace.owner, await bought.read());
    expect(flag?.text).toContain('The 800 credits that were left of it are frozen');
    expect(flag?.purchase).toMatchObject({
      href: `/w/${bought.workspace.slug}/receipts/${bought.purchaseId}`,
      label: expect.stringContaining('$25.00'),
    });
    expect(await storyOf(bought)).toContain('What is left of the credits of this purchase, 800, is frozen');
    const why = await whyOf(bought.workspace, 'dispute_hold');
    expect(why?.text).toContain('These 800 credits were left of it and are frozen');
    expect(why?.purchase?.href).toBe(flag?.purchase?.href);
  });

  it('is told to readers who may not see purchases without leading them there', async () => {
    const bought = await buy(0n);
    await dispute(bought.intentId);
    const viewer: Actor = {
      kind: 'user',
      userId: newId(),
      email: 'viewer@acme.test',
      isOperator: false,
      memberships: [{ workspaceId: bought.workspace.id, memberId: NIL_UUID, role: 'viewer' }],
      sessionId: newId(),
    };
    const [flag] = await readFlags(viewer, await bought.read('de', viewer));
    expect(flag).toMatchObject({ text: expect.stringContaining('Die 1.100 Credits'), purchase: null });
  });

  it('is part of the balance, which is not called used up', async () => {
    const bought = await buy(300n);
    await dispute(bought.intentId);
    const { balance } = await readOverview(bought.workspace.owner, await bought.read('de'), { now: new Date() });
    expect(balance).toMatchObject({ isEmpty: true, frozen: '800', runway: { text: 'Zurzeit ist nichts frei' } });
  });

  it('says that nothing is frozen when everything was spent', async () => {
    const bought = await buy(1_100n);
    await dispute(bought.intentId);
    const [flag] = await readFlags(bought.workspace.owner, await bought.read());
    expect(flag?.text).toContain('Nothing was left of its credits');
    expect(await storyOf(bought)).toContain('so nothing is frozen');
  });

  it('that is won says how much came back', async () => {
    const bought = await buy(300n);
    await decide(await dispute(bought.intentId), 'won');
    expect(await readFlags(bought.workspace.owner, await bought.read())).toEqual([]);
    expect(await storyOf(bought)).toContain('The 800 frozen credits are back.');
    expect((await whyOf(bought.workspace, 'dispute_release'))?.text).toContain('back in the balance');
    expect((await whyOf(bought.workspace, 'dispute_hold'))?.text).toContain('they came back');
    expect(await debtOf(bought)).toBeNull();
  });
});

describe('a lost dispute', () => {
  it('says what is owed, why, and what ends it; a top-up that repays it says so', async () => {
    const bought = await buy(300n); // the bonus and 200 bought ones
    await decide(await dispute(bought.intentId), 'lost');
    const debt = await debtOf(bought);
    expect(debt?.title).toBe('200 credits are owed');
    expect(debt?.causes.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^The bank took back the payment of .* 200 of its credits had been spent already\.$/),
    ]);
    expect(debt?.causes[0]?.purchase?.href).toContain(bought.purchaseId);
    expect(debt?.stops).toContain('more than 200 credits');
    expect(await storyOf(bought)).toContain(
      'The 800 credits that were left of it are gone, and 200 that had been spent already became a debt',
    );
    const lost = await whyOf(bought.workspace, 'refund');
    expect(lost?.text).toBe(
      'A dispute was lost: the bank gave the money of a purchase back to the cardholder. 200 had been spent already and are owed: spending stops until a top-up repays them.',
    );
    expect((await whyOf(bought.workspace, 'dispute_hold'))?.text).toContain('they do not come back');

    await getLedger().grant({ ...books(bought.workspace), owner, source: 'admin', amountMicro: 500n * CREDIT });
    expect((await whyOf(bought.workspace, 'settle', 'de'))?.text).toContain('200 der gerade gekommenen Credits');
    expect(await debtOf(bought)).toBeNull();
  });

  it('with nothing spent owes nothing', async () => {
    const bought = await buy(0n);
    await decide(await dispute(bought.intentId), 'lost');
    expect(await debtOf(bought)).toBeNull();
    expect(await storyOf(bought, 'de')).toContain('Die 1.100 Credits, die davon übrig waren, sind weg.');
  });
});

describe('an overdraft', () => {
  it('is told from money that went back, and from a stop of all spending', async () => {
    const bought = await buy(1_100n);
    const scope = { ...books(bought.workspace), owner };
    await getLedger().setOverdraft({ ...scope, policy: 'limit', limitMicro: 100n * CREDIT });
    await getLedger().consume({ ...scope, amountMicro: 30n * CREDIT });
    const debt = await debtOf(bought);
    expect(debt?.causes.map(({ text }) => text)).toEqual(['30 credits were spent beyond what was there.']);
    expect(debt?.stops).toContain('spending goes on');
  });
});

describe('a refund', () => {
  it('says what went with it, and what of that is owed', async () => {
    const bought = await buy(700n); // 400 are left
    await shop.box.stripe.refunds.create({ payment_intent: bought.intentId, amount: 1_500 });
    await shop.settle();
    const why = await whyOf(bought.workspace, 'refund');
    expect(why?.text).toContain('The money of a purchase was paid back.');
    expect(why?.text).toContain('200 had been spent already and are owed');
    expect((await debtOf(bought, 'de'))?.causes[0]?.text).toMatch(/wurde erstattet\. 200 ihrer Credits/);
    expect(await storyOf(bought)).toContain('Of them, 200 had been spent already');
  });
});
