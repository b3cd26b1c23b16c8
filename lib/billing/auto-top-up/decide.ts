import { dayOf, endOfInterval, startOfDay, startOfInterval } from '../../ledger/read/local-days';
import type { PauseReason, RuleRow } from './rows';

export interface Edges {
  dayStart: Date;
  /** Exclusive. */
  dayEnd: Date;
  monthStart: Date;
  /** Exclusive. */
  monthEnd: Date;
}

/** The day and the month that `now` lies in, in the workspace's zone. */
export function edgesOf(now: Date, timeZone: string): Edges {
  const day = dayOf(timeZone, now);
  const month = startOfInterval('month', day);
  return {
    dayStart: startOfDay(timeZone, day),
    dayEnd: startOfDay(timeZone, day + 1),
    monthStart: startOfDay(timeZone, month),
    monthEnd: startOfDay(timeZone, endOfInterval('month', month)),
  };
}

export interface Caps {
  attemptMinor: bigint;
  dayMinor: bigint;
  monthMinor: bigint;
}

export interface Spent {
  dayMinor: bigint;
  monthMinor: bigint;
}

/** What the caps say of one more purchase. `limited`: not before `until`. */
export type CapVerdict = { kind: 'within' } | { kind: 'above_attempt' } | { kind: 'limited'; until: Date };

/** Whether a purchase of `totalMinor` is within the caps, with what was spent in this day and month. Pure. */
export function judgeCaps(totalMinor: bigint, caps: Caps, spent: Spent, edges: Edges): CapVerdict {
  if (totalMinor > caps.attemptMinor) return { kind: 'above_attempt' };
  if (spent.monthMinor + totalMinor > caps.monthMinor) return { kind: 'limited', until: edges.monthEnd };
  if (spent.dayMinor + totalMinor > caps.dayMinor) return { kind: 'limited', until: edges.dayEnd };
  return { kind: 'within' };
}

export const capsOf = (rule: RuleRow): Caps => ({
  attemptMinor: rule.attempt_cap_minor,
  dayMinor: rule.day_cap_minor,
  monthMinor: rule.month_cap_minor,
});

/**
 * Whether an item gives less today than the sentence said that a person agreed to: fewer credits in all, or fewer of them
 * bought (a bonus may run out sooner, and its money does not come back). Pure. What costs more is the caps' business: they
 * are part of the sentence.
 */
export function givesLess(
  {
    agreed_credit_micro: credit,
    agreed_bonus_micro: bonus,
  }: Pick<RuleRow, 'agreed_credit_micro' | 'agreed_bonus_micro'>,
  today: { creditMicro: bigint; bonusMicro: bigint },
): boolean {
  if (credit === null || bonus === null) return false;
  return today.creditMicro < credit || today.creditMicro + today.bonusMicro < credit + bonus;
}

export interface Standing {
  rule: RuleRow;
  now: Date;
  /** What may be spent, and what is paid but not there yet. */
  availableMicro: bigint;
  arrivingMicro: bigint;
  workspaceStatus: string;
  /** null: not for sale. */
  totalMinor: bigint | null;
  /** Fewer credits than were agreed to. */
  givesLess: boolean;
  hasCard: boolean;
  spent: Spent;
  edges: Edges;
}

export type Verdict =
  | { do: 'nothing' }
  | { do: 'buy'; totalMinor: bigint }
  | { do: 'wait'; until: Date }
  | { do: 'pause'; reason: PauseReason };

/** What the rule asks for as things stand. Pure: every refusal is made here, and again under the rule's lock. */
export function judge(standing: Standing): Verdict {
  const { rule, now, totalMinor, edges } = standing;
  if (rule.state !== 'on' || standing.workspaceStatus !== 'active') return { do: 'nothing' };
  if (rule.next_try_at !== null && rule.next_try_at > now) return { do: 'nothing' };
  if (standing.availableMicro + standing.arrivingMicro > rule.threshold_micro) return { do: 'nothing' };
  if (totalMinor === null) return { do: 'pause', reason: 'not_for_sale' };
  if (!standing.hasCard) return { do: 'pause', reason: 'no_card' };
  const verdict = judgeCaps(totalMinor, capsOf(rule), standing.spent, edges);
  if (verdict.kind === 'above_attempt') return { do: 'pause', reason: 'price_above_cap' };
  if (standing.givesLess) return { do: 'pause', reason: 'fewer_credits' };
  if (verdict.kind === 'limited') return { do: 'wait', until: verdict.until };
  return { do: 'buy', totalMinor };
}
