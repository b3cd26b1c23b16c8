import type { WalletOwner } from '../ledger/types';
import { hoursOf, localTime, localWeekday, type Rhythm, weekdayFactor } from './calendar';
import type { ConsumeEvent } from './events';
import { createRandom, type Random } from './random';
import { DAYS, type DemoFeature, type DemoKey, type DemoMember, type DemoWorkspace } from './world';

const MILLI_CREDIT = 1_000n;
/** Days on which the world was not as usual, in days ago. */
const UNUSUAL_DAYS: Record<number, number> = { 58: 0.12, 33: 2.1, 32: 1.6 };
/** The share of phones in the calls. */
const PHONE_SHARE = 0.25;

/** How many more calls there are now than 90 days ago. */
const trend = (daysAgo: number): number => 0.7 + 0.45 * (1 - daysAgo / DAYS);

/** Log-normal, to a thousandth of a credit. */
function amountOf(feature: DemoFeature, random: Random): bigint {
  const credits = feature.typical * Math.exp(Math.log(feature.spread) * random.normal());
  if (feature.isWhole) return BigInt(Math.max(1, Math.round(credits))) * 1_000_000n;
  return BigInt(Math.max(10, Math.round(credits * 1_000))) * MILLI_CREDIT;
}

interface Caller {
  key: DemoKey;
  rhythm: Rhythm;
}

function callersOf({ keys }: DemoWorkspace): Caller[] {
  const app = keys.find(({ label }) => label === 'spend') as DemoKey;
  const phone = keys.find(({ name }) => name === 'Mobile app') as DemoKey;
  return [
    { key: app, rhythm: 'office' },
    { key: phone, rhythm: 'phone' },
  ];
}

/** Whose wallet pays: people and teams with credits of their own use those first. */
function payerOf(workspace: DemoWorkspace, member: DemoMember, daysAgo: number, random: Random): WalletOwner {
  if (member.externalId === 'u-4' && daysAgo < 68 && random.next() < 0.5) {
    return { kind: 'member', memberId: member.id };
  }
  if (workspace.team.memberIds.includes(member.id) && daysAgo < 48 && random.next() < 0.3) {
    return { kind: 'team', teamId: workspace.team.id };
  }
  return { kind: 'workspace' };
}

function callsOfDay(workspace: DemoWorkspace, now: Date, daysAgo: number): ConsumeEvent[] {
  const random = createRandom(`${workspace.slug} day ${daysAgo}`);
  const people = workspace.members.filter(({ weight }) => weight > 0);
  const weekday = localWeekday(localTime(now, workspace.timeZone, daysAgo, { hour: 12 }), workspace.timeZone);
  const events: ConsumeEvent[] = [];
  for (const { key, rhythm } of callersOf(workspace)) {
    const share = rhythm === 'phone' ? PHONE_SHARE : 1 - PHONE_SHARE;
    const mean =
      workspace.callsPerDay * share * weekdayFactor(rhythm, weekday) * trend(daysAgo) * (UNUSUAL_DAYS[daysAgo] ?? 1);
    const count = random.poisson(mean);
    for (let i = 0; i < count; i++) {
      const feature = random.weighted(workspace.features);
      const member = random.weighted(people);
      const time = {
        hour: random.weighted(hoursOf(rhythm)).hour,
        minute: random.between(0, 59),
        second: random.between(0, 59),
        ms: random.between(0, 999),
      };
      events.push({
        kind: 'consume',
        mode: 'live',
        at: localTime(now, workspace.timeZone, daysAgo, time),
        ref: `call ${daysAgo} ${rhythm} ${i}`,
        owner: payerOf(workspace, member, daysAgo, random),
        keyId: key.id,
        memberId: member.id,
        feature: feature.name,
        contextId: `${feature.name}-${random.between(0x100000, 0xffffff).toString(16)}`,
        contextDescription: random.pick(feature.did),
        amountMicro: amountOf(feature, random),
      });
    }
  }
  return events;
}

/** The nightly batch: one big spend, for nobody in particular. */
function batchOfDay(workspace: DemoWorkspace, now: Date, daysAgo: number): ConsumeEvent {
  const random = createRandom(`${workspace.slug} night ${daysAgo}`);
  const key = workspace.keys.find(({ name }) => name === 'Nightly batch') as DemoKey;
  return {
    kind: 'consume',
    mode: 'live',
    at: localTime(now, workspace.timeZone, daysAgo, { hour: 4, minute: random.between(5, 25), second: 12 }),
    ref: `batch ${daysAgo}`,
    owner: { kind: 'workspace' },
    keyId: key.id,
    memberId: null,
    feature: 'search index',
    contextId: `batch-${DAYS - daysAgo + 1}`,
    contextDescription: 'Indexed the documents of the day',
    amountMicro: BigInt(random.between(18_000, 46_000)) * MILLI_CREDIT,
  };
}

/** A few calls of the staging system, in test mode. */
function testCalls(workspace: DemoWorkspace, now: Date): ConsumeEvent[] {
  const key = workspace.keys.find(({ label }) => label === 'test') as DemoKey;
  const random = createRandom(`${workspace.slug} staging`);
  return [20, 13, 6, 2].map((daysAgo) => ({
    kind: 'consume',
    mode: 'test',
    at: localTime(now, workspace.timeZone, daysAgo, { hour: 15, minute: random.between(0, 59) }),
    ref: `staging ${daysAgo}`,
    owner: { kind: 'workspace' },
    keyId: key.id,
    memberId: null,
    feature: 'chat',
    contextId: `staging-${daysAgo}`,
    contextDescription: 'Smoke test',
    amountMicro: BigInt(random.between(500, 4_000)) * MILLI_CREDIT,
  }));
}

/** All calls of 90 local days up to `now`, in no order. */
export function planUsage(workspace: DemoWorkspace, now: Date): ConsumeEvent[] {
  const events: ConsumeEvent[] = testCalls(workspace, now);
  for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
    events.push(...callsOfDay(workspace, now, daysAgo), batchOfDay(workspace, now, daysAgo));
  }
  return events.filter(({ at }) => at < now);
}
