import { localTime } from './calendar';
import type { DemoEvent, GrantEvent } from './events';
import { planUsage } from './usage';
import { DAYS, type DemoKey, type DemoWorkspace, PACKS } from './world';

const CREDIT = 1_000_000n;
const DAY_MS = 86_400_000;
/** A pack is bought when less than this is left. */
const TOP_UP_BELOW = 900n * CREDIT;

type GrantSeed = Omit<GrantEvent, 'kind' | 'at' | 'mode' | 'owner'> & Partial<Pick<GrantEvent, 'mode' | 'owner'>>;

/** Grants of every kind and state, and what became of them. */
function planGrants(workspace: DemoWorkspace, now: Date): DemoEvent[] {
  const on = (daysAgo: number, hour = 9, minute = 0) => localTime(now, workspace.timeZone, daysAgo, { hour, minute });
  const grant = (daysAgo: number, seed: GrantSeed): DemoEvent => ({
    kind: 'grant',
    mode: 'live',
    owner: { kind: 'workspace' },
    at: on(daysAgo),
    ...seed,
  });
  const [first, second] = workspace.features.map(({ name }) => name);
  const person = workspace.members.find(({ externalId }) => externalId === 'u-4')?.id ?? '';
  const team = { kind: 'team' as const, teamId: workspace.team.id };
  return [
    grant(DAYS, {
      ...{ ref: 'contract', source: 'admin', amountMicro: 2_500n * CREDIT },
      ...{ description: 'Credits of the contract', reason: 'Contract signed' },
    }),
    grant(DAYS, {
      ...{ ref: 'welcome', source: 'promotion', amountMicro: 4_000n * CREDIT, expiresAt: on(DAYS - 15) },
      ...{ description: 'Welcome credits', reason: 'Welcome campaign' },
    }),
    grant(DAYS, {
      ...{ ref: 'staging', mode: 'test', source: 'admin', amountMicro: 1_000n * CREDIT },
      ...{ description: 'Credits to test with', reason: 'New workspace' },
    }),
    grant(72, {
      ...{ ref: 'own', owner: { kind: 'member', memberId: person }, source: 'admin', amountMicro: 450n * CREDIT },
      ...{ description: 'Personal allowance', reason: 'Heavy user' },
    }),
    grant(60, {
      ...{ ref: 'trial', source: 'promotion', amountMicro: 300n * CREDIT, features: [second ?? 'chat'], priority: 50 },
      ...{ expiresAt: on(25), description: `Trial of ${second}`, reason: 'New feature' },
    }),
    grant(50, {
      ...{ ref: 'team', owner: team, source: 'admin', amountMicro: 800n * CREDIT },
      ...{ description: `Budget of ${workspace.team.name}`, reason: 'Quarterly plan' },
    }),
    grant(24, {
      ...{ ref: 'goodwill', source: 'admin', amountMicro: 250n * CREDIT, priority: 10 },
      ...{ description: 'With apologies', reason: 'Outage of 40 minutes' },
    }),
    grant(15, {
      ...{ ref: 'mistake', source: 'promotion', amountMicro: 300n * CREDIT, priority: 200 },
      ...{ description: 'Autumn campaign', reason: 'Autumn campaign' },
    }),
    { kind: 'void', at: on(12, 16), ref: 'void mistake', of: 'mistake', reason: 'Meant for another customer' },
    grant(9, {
      ...{ ref: 'scoped', source: 'promotion', amountMicro: 600n * CREDIT, features: [first ?? 'chat'] },
      ...{ expiresAt: on(-52), description: `For ${first} only`, reason: 'Autumn campaign' },
    }),
    grant(5, {
      ...{ ref: 'soon', source: 'promotion', amountMicro: 400n * CREDIT, priority: 150, expiresAt: on(-6) },
      ...{ description: 'Ends soon', reason: 'Weekend campaign' },
    }),
    grant(4, {
      ...{ ref: 'next', source: 'admin', amountMicro: 5_000n * CREDIT, effectiveAt: on(-7, 0), expiresAt: on(-97, 0) },
      ...{ description: 'Credits of the next quarter', reason: 'Contract renewed' },
    }),
    {
      kind: 'transfer',
      at: on(20, 11),
      ref: 'share',
      from: { kind: 'workspace' },
      to: team,
      amountMicro: 350n * CREDIT,
      reason: 'Topped up by the owner',
    },
    {
      kind: 'adjust',
      at: on(38, 14),
      ref: 'correction',
      owner: { kind: 'workspace' },
      amountMicro: -12_500_000n,
      reason: 'Usage that a meter had missed',
    },
  ];
}

/** Work that set credits aside first: done, given up, forgotten, and still under way. */
function planHolds(workspace: DemoWorkspace, now: Date): DemoEvent[] {
  const key = workspace.keys.find(({ label }) => label === 'spend') as DemoKey;
  const member = workspace.members[1];
  const minutesLater = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);
  const place = (ref: string, at: Date, ttlSeconds: number): DemoEvent => ({
    ...{ kind: 'hold', ref, at, ttlSeconds, keyId: key.id, memberId: member?.id ?? null, feature: 'export' },
    ...{ contextId: ref.replace(' ', '-'), contextDescription: 'Exported an archive', amountMicro: 40n * CREDIT },
  });
  const events: DemoEvent[] = [];
  for (const daysAgo of [81, 67, 53, 46, 39, 26, 18, 11, 4]) {
    const at = localTime(now, workspace.timeZone, daysAgo, { hour: 10, minute: 30 });
    const ref = `export ${daysAgo}`;
    events.push(place(ref, at, 3_600));
    const ends = { ref: `end of ${ref}`, of: ref, at: minutesLater(at, 12), keyId: key.id };
    if (daysAgo === 46) events.push({ kind: 'release', ...ends });
    else if (daysAgo !== 18)
      events.push({ kind: 'capture', ...ends, amountMicro: BigInt(20 + (daysAgo % 20)) * CREDIT });
  }
  events.push(place('export now', new Date(now.getTime() - 25 * 60_000), 2 * 86_400));
  return events;
}

/** A spend that a customer complained about, given back. */
function planReversals(spends: DemoEvent[], now: Date): DemoEvent[] {
  const complaint = spends.find(
    (event) => event.kind === 'consume' && event.mode === 'live' && now.getTime() - event.at.getTime() < 8 * DAY_MS,
  );
  if (!complaint) return [];
  const at = new Date(complaint.at.getTime() + 3 * 3_600_000);
  return [{ kind: 'reverse', at, ref: 'complaint', of: complaint.ref, reason: 'Sent twice by the app' }];
}

/** Puts a purchase before each spend of the workspace's wallet that would leave too little. */
function addPurchases(workspace: DemoWorkspace, sorted: DemoEvent[], grants: Map<string, bigint>): DemoEvent[] {
  const packs = PACKS.filter(({ currency }) => currency === workspace.currency);
  const out: DemoEvent[] = [];
  let left = 0n;
  let count = 0;
  for (const event of sorted) {
    if (event.kind === 'grant' && event.mode === 'live') left += grants.get(event.ref) ?? 0n;
    // Members and teams whose own credits run out fall back on the workspace's: all spends count here.
    if (event.kind === 'consume' && event.mode === 'live') left -= event.amountMicro;
    if (event.kind === 'hold') left -= event.amountMicro;
    if (left < TOP_UP_BELOW && event.kind === 'consume') {
      const pack = packs.find(({ name }) => name === (count % 3 === 1 ? 'Small' : 'Team'));
      if (!pack) throw new Error(`No pack for ${workspace.slug}`);
      out.push({ kind: 'purchase', at: new Date(event.at.getTime() - 1), ref: `purchase ${++count}`, packId: pack.id });
      left += pack.creditMicro + pack.bonusMicro;
    }
    out.push(event);
  }
  return out;
}

/** What counts as lasting credit of the workspace's own wallet. */
const lastingGrants = new Map([
  ['contract', 2_500n * CREDIT],
  ['welcome', 1_500n * CREDIT], // its rest expires
  ['goodwill', 250n * CREDIT],
]);

/** Everything that happened in a workspace up to `now`, in order of time. The same `now` gives the same history. */
export function planHistory(workspace: DemoWorkspace, now: Date): DemoEvent[] {
  const byTime = (a: DemoEvent, b: DemoEvent) => a.at.getTime() - b.at.getTime();
  const usage: DemoEvent[] = planUsage(workspace, now).sort(byTime);
  const happened = [
    ...planGrants(workspace, now),
    ...planHolds(workspace, now),
    ...planReversals(usage, now),
    ...usage,
  ].filter(({ at }) => at <= now);
  return addPurchases(workspace, happened.sort(byTime), lastingGrants);
}
