import type { Actor } from '../auth/actor';
import { authorize, can, missing } from '../auth/policy';
import { listFrozenCredits } from '../billing';
import { getPrisma } from '../db/prisma';
import { addDays, formats, localDateOf } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import type { BalanceView, TransactionView, UsageReport } from '../ledger/types';
import { PACE_DAYS } from '../pace';
import { cashValue } from './cash-value';
import { readLiveVersion } from './live-version';
import { PORTAL_MODE } from './mode';
import { type DebtNotice, readDebt } from './money-back';
import { nameMembers } from './names';
import { estimateRunway, type Runway } from './runway';
import { orTooBig } from './too-big';
import { type TransactionRow, toTransactionRows } from './transaction-rows';
import { namesOf } from './usage';
import { toUsageView, type UsageSeries, type UsageView } from './usage-view';
import type { PortalWorkspace } from './workspace';

const CHART_DAYS = 30;
const NEWEST_ROWS = 8;

export interface BalanceCard {
  /** '12,450' and '.25'. */
  available: { whole: string; fraction: string };
  isNegative: boolean;
  isEmpty: boolean;
  /** Each null when zero. */
  held: string | null;
  /** By disputes that nobody has decided. */
  frozen: string | null;
  arriving: string | null;
  /** In wallets of members and teams. */
  elsewhere: string | null;
  scheduled: string | null;
  debt: string | null;
  /** Part of available that only some features may use. */
  scoped: { amount: string; features: string }[];
  value: string | null;
  nextExpiry: { amount: string; date: string; relative: string } | null;
  runway: Runway;
  /** When credits last moved. */
  updated: string | null;
  /** The balance in one line, for those who do not see it change. */
  spoken: string;
}

export interface OverviewScreen {
  balance: BalanceCard;
  /** Of the workspace's own wallet, why it owes credits; null: it owes none. */
  debt: DebtNotice | null;
  /** Set when one member is looked at. */
  member: { id: string; name: string; hasOwnWallet: boolean; sharedBalance: string } | null;
  /** null: more than the database can add up in the time a screen has. */
  usage: UsageView | null;
  chartTitle: string;
  breakdown: { by: 'member' | 'feature'; rows: UsageSeries[] };
  transactions: TransactionRow[];
  canTopUp: boolean;
  /** Of the books as they are shown; the live stream says when there is another one. */
  version: string;
}

/** What the overview shows, of the whole workspace or of one member. Errors: not_found for a member of others. */
export async function readOverview(
  actor: Actor,
  workspace: PortalWorkspace,
  { memberId, now }: { memberId?: string; now: Date },
): Promise<OverviewScreen> {
  authorize(actor, 'credits:read', { workspaceId: workspace.id });
  const member = memberId ? await findMember(workspace.id, memberId) : null;
  const today = localDateOf(now, workspace.timeZone);
  const range = { fromDate: addDays(today, 1 - CHART_DAYS), toDate: today };
  const usageQuery = {
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    timeZone: workspace.timeZone,
    interval: 'day' as const,
    ...range,
    memberId: member?.id,
  };
  const ledger = getLedger();
  const groupBy = member ? 'feature' : 'member';
  // First, so that what moves while the rest is read is news to the page.
  const version = await readLiveVersion(workspace.id);
  const [{ balance, hasOwnWallet, shared }, report, transactions, arrivingMicro] = await Promise.all([
    readBalance(workspace.id, member?.id ?? null),
    orTooBig(() => ledger.usage({ ...usageQuery, groupBy })),
    readNewest(workspace.id, member?.id ?? null),
    member ? 0n : sumArriving(workspace.id),
  ]);
  const [pace, elsewhereMicro, names, frozenMicro] = await Promise.all([
    orTooBig(async () => ({ report: await readPace(workspace, balance, now) })),
    member ? 0n : sumElsewhere(workspace.id, balance),
    report && namesOf(workspace, report, groupBy),
    workspace.status === 'flagged' ? sumFrozen(workspace.id, balance) : 0n,
  ]);
  const debt = await readDebt(actor, workspace, shared.debtMicro);
  const t = translator(workspace.locale, 'overview');
  const f = formats(workspace.locale);
  const viewBy = (by: 'none' | typeof groupBy) =>
    report && names ? toUsageView(report, by, names, { now, locale: workspace.locale }) : null;
  const card = toBalanceCard(balance, {
    ...{ workspace, arrivingMicro, elsewhereMicro, frozenMicro, now },
    pace: pace?.report ?? null,
  });
  return {
    debt,
    balance: pace ? card : { ...card, runway: { text: null, basis: t('pace.basisTooBig'), isShort: false } },
    member: member && { ...member, hasOwnWallet, sharedBalance: f.credits(shared.availableMicro) },
    usage: viewBy('none'),
    chartTitle: t('usage.titleRange', { from: f.localDate(range.fromDate), to: f.localDate(range.toDate) }),
    breakdown: { by: groupBy, rows: viewBy(groupBy)?.series ?? [] },
    transactions: await toTransactionRows(workspace, transactions),
    canTopUp: can(actor, 'purchases:create', { workspaceId: workspace.id }),
    version,
  };
}

async function findMember(workspaceId: string, memberId: string): Promise<{ id: string; name: string }> {
  const name = (await nameMembers(workspaceId, [memberId])).get(memberId);
  if (name === undefined) throw missing('member');
  return { id: memberId, name };
}

/** A member without a wallet of their own spends from the workspace's, which is `shared`. */
async function readBalance(workspaceId: string, memberId: string | null) {
  const ledger = getLedger();
  const books = { workspaceId, mode: PORTAL_MODE };
  const [shared, own] = await Promise.all([
    ledger.balance({ ...books, owner: { kind: 'workspace' } }),
    memberId ? ledger.balance({ ...books, owner: { kind: 'member', memberId } }) : null,
  ]);
  return own?.walletId
    ? { balance: own, hasOwnWallet: true, shared }
    : { balance: shared, hasOwnWallet: false, shared };
}

/** The last days of what was taken from this very wallet; null while there is none. */
async function readPace(workspace: PortalWorkspace, { walletId }: BalanceView, now: Date): Promise<UsageReport | null> {
  if (!walletId) return null;
  const today = localDateOf(now, workspace.timeZone);
  return getLedger().usage({
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    walletId,
    timeZone: workspace.timeZone,
    fromDate: addDays(today, -PACE_DAYS),
    toDate: today,
  });
}

/** What lies in wallets of members and teams, beside the workspace's own. */
async function sumElsewhere(workspaceId: string, shared: BalanceView): Promise<bigint> {
  const all = await getLedger().workspaceFigures({ workspaceId, mode: PORTAL_MODE });
  return all.walletCount > 1 ? all.availableMicro - shared.availableMicro : 0n;
}

/** What undecided disputes keep out of this wallet. */
async function sumFrozen(workspaceId: string, { walletId }: BalanceView): Promise<bigint> {
  const frozen = await listFrozenCredits(workspaceId);
  return frozen.reduce((sum, row) => (row.walletId === walletId ? sum + row.amountMicro : sum), 0n);
}

/** Newest first; of a member both what was spent on their behalf and what happened to their own wallet. */
async function readNewest(workspaceId: string, memberId: string | null): Promise<TransactionView[]> {
  const ledger = getLedger();
  const filter = { workspaceId, mode: PORTAL_MODE };
  const page = { limit: NEWEST_ROWS };
  if (!memberId) return (await ledger.listTransactions(filter, page)).items;
  const pages = await Promise.all([
    ledger.listTransactions({ ...filter, memberId }, page),
    ledger.listTransactions({ ...filter, owner: { kind: 'member', memberId } }, page),
  ]);
  const rows = new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));
  return [...rows.values()]
    .sort((a, b) => b.bookedAt.getTime() - a.bookedAt.getTime() || Number(b.seq - a.seq))
    .slice(0, NEWEST_ROWS);
}

/** Paid for by methods that take days: not spendable until the money is certain. */
async function sumArriving(workspaceId: string): Promise<bigint> {
  const { _sum } = await getPrisma().purchase.aggregate({
    where: { workspaceId, mode: PORTAL_MODE, status: 'processing' },
    _sum: { creditMicro: true, bonusMicro: true },
  });
  return (_sum.creditMicro ?? 0n) + (_sum.bonusMicro ?? 0n);
}

interface CardContext {
  workspace: PortalWorkspace;
  arrivingMicro: bigint;
  elsewhereMicro: bigint;
  frozenMicro: bigint;
  pace: UsageReport | null;
  now: Date;
}

function toBalanceCard(balance: BalanceView, context: CardContext): BalanceCard {
  const { workspace, arrivingMicro, elsewhereMicro, frozenMicro, pace, now } = context;
  const { timeZone, locale } = workspace;
  const f = formats(locale);
  const t = translator(locale, 'overview');
  const orNull = (micro: bigint): string | null => (micro === 0n ? null : f.credits(micro));
  return {
    available: f.creditParts(balance.availableMicro),
    isNegative: balance.availableMicro < 0n,
    isEmpty: balance.availableMicro <= 0n,
    held: orNull(balance.heldMicro),
    frozen: orNull(frozenMicro),
    arriving: orNull(arrivingMicro),
    elsewhere: orNull(elsewhereMicro),
    scheduled: orNull(balance.scheduledMicro),
    debt: orNull(balance.debtMicro),
    scoped: balance.scoped.map(({ features, availableMicro }) => ({
      amount: f.credits(availableMicro),
      features: f.list(features),
    })),
    value: cashValue(
      balance.grants.filter(({ status }) => status === 'active'),
      locale,
    ),
    nextExpiry: balance.nextExpiry && {
      amount: f.credits(balance.nextExpiry.amountMicro),
      date: f.date(balance.nextExpiry.at, timeZone),
      relative: f.relative(balance.nextExpiry.at, now),
    },
    runway: estimateRunway(balance.availableMicro, pace, now, {
      locale,
      isSetAside: balance.debtMicro === 0n && balance.heldMicro + frozenMicro > 0n,
    }),
    updated: balance.lastBookedAt && f.dateTime(balance.lastBookedAt, timeZone),
    spoken: t('live.announce', { amount: f.credits(balance.availableMicro) }),
  };
}
