import type { Actor } from '../auth/actor';
import { can } from '../auth/policy';
import {
  type AttemptView,
  type AutoTopUpView,
  cardLabelOf,
  isBillingOpen,
  itemOf,
  listSavedCards,
  quoteItem,
  readAutoTopUp,
  readPayer,
  resumeCardSetup,
  type SavedCard,
} from '../billing';
import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { type Translator, translator } from '../i18n/translator';
import { log } from '../log';
import type { PortalWorkspace } from './workspace';

/** A saved card as people know it. */
export interface CardRow {
  id: string;
  label: string;
  expires: string;
  pays: boolean;
}

export interface AttemptLine {
  id: string;
  at: string;
  total: string;
  credits: string;
  card: string;
  why: string;
  state: AttemptView['state'];
  stateText: string;
  /** Why it was not paid; null: it was, or may be. */
  reason: string | null;
  purchaseId: string;
}

export interface RulePanel {
  state: AutoTopUpView['state'];
  stateText: string;
  since: string;
  /** Why it is paused or off, and what to do about it. */
  reason: string | null;
  advice: string | null;
  consentText: string;
  /** The language it was agreed to in, which is not always the reader's. */
  consentLocale: string;
  agreed: string;
  /** Spent so far in day and month. */
  spent: string;
  /** When it goes on, where it waits. */
  waits: string | null;
  /** Leads to the bank, where a payment waits for that. */
  confirmId: string | null;
}

export interface AutomaticScreen {
  mayManage: boolean;
  mayStop: boolean;
  mayCards: boolean;
  isOpen: boolean;
  rule: RulePanel | null;
  attempts: AttemptLine[];
  /** null: Stripe does not answer. */
  cards: CardRow[] | null;
  /** After coming back from saving a card: its label, or 'none'. */
  savedCard: string | null;
}

type Texts = Translator<'automatic'>;

const KNOWN_CODES = [
  'authentication_required',
  'card_declined',
  'generic_decline',
  'insufficient_funds',
  'expired_card',
  'lost_card',
  'stolen_card',
  'pickup_card',
  'incorrect_cvc',
  'processing_error',
  'no_answer',
  'canceled',
  'review',
  'resource_missing',
] as const;

function codeText(t: Texts, code: string | null): string | null {
  if (code === null) return null;
  const known = KNOWN_CODES.find((name) => name === code);
  return t(`codes.${known ?? 'other'}`);
}

function toCardRow(t: Texts, card: SavedCard, now: Date): CardRow {
  const isExpired = Date.UTC(card.expYear, card.expMonth, 1) <= now.getTime(); // good to the end of its month
  const figures = { month: String(card.expMonth).padStart(2, '0'), year: String(card.expYear) };
  return {
    id: card.id,
    label: cardLabelOf(card),
    expires: t(isExpired ? 'cards.expired' : 'cards.expires', figures),
    pays: card.isDefault,
  };
}

async function readCards(t: Texts, workspaceId: string, now: Date): Promise<CardRow[] | null> {
  const { stripeCustomerId } = await readPayer(workspaceId);
  if (!stripeCustomerId || !isBillingOpen()) return [];
  try {
    return (await listSavedCards(stripeCustomerId)).map((card) => toCardRow(t, card, now));
  } catch (error) {
    log.warn({ err: (error as Error).message, workspaceId }, 'saved cards could not be read');
    return null;
  }
}

function toAttemptLine(t: Texts, attempt: AttemptView, workspace: PortalWorkspace): AttemptLine {
  const f = formats(workspace.locale);
  return {
    id: attempt.id,
    at: f.dateTime(attempt.created_at, workspace.timeZone),
    total: f.money(attempt.total_minor, attempt.currency),
    credits: f.credits(attempt.credit_micro + attempt.bonus_micro),
    card: attempt.card_label ?? '–',
    why: t(`runs.cause.${attempt.cause}`, { available: f.credits(attempt.available_micro) }),
    state: attempt.state,
    stateText: t(`runs.${attempt.state}`),
    reason: codeText(t, attempt.failure_code),
    purchaseId: attempt.purchase_id,
  };
}

const ADVISED = [
  'declined',
  'never_retry',
  'authentication',
  'no_card',
  'price_above_cap',
  'fewer_credits',
  'not_for_sale',
  'refused',
  'review',
] as const;

function toRulePanel(t: Texts, rule: AutoTopUpView, attempts: AttemptView[], workspace: PortalWorkspace): RulePanel {
  const f = formats(workspace.locale);
  const at = (time: Date) => f.dateTime(time, workspace.timeZone);
  const advised = ADVISED.find((reason) => reason === rule.state_reason);
  const isLimited = rule.limited_until !== null && rule.next_try_at?.getTime() === rule.limited_until.getTime();
  const next = rule.state === 'on' ? rule.next_try_at : null;
  return {
    state: rule.state,
    stateText: t(`state.${rule.state}`),
    since: t('state.since', { at: at(rule.state_since) }),
    reason: rule.state_reason && t(`reasons.${rule.state_reason}`),
    advice: rule.state === 'paused' && advised ? t(`advice.${advised}`) : null,
    consentText: rule.consent_text,
    consentLocale: rule.consent_locale,
    agreed: t('rule.agreed', { email: rule.consent_email, at: at(rule.consent_at), version: rule.consent_version }),
    spent: t('rule.spent', {
      day: f.money(rule.spent.dayMinor, rule.currency),
      dayCap: f.money(rule.day_cap_minor, rule.currency),
      month: f.money(rule.spent.monthMinor, rule.currency),
      monthCap: f.money(rule.month_cap_minor, rule.currency),
    }),
    waits: next && next > new Date() ? t(isLimited ? 'rule.limited' : 'rule.waits', { at: at(next) }) : null,
    confirmId: attempts.find(({ state }) => state === 'authentication')?.id ?? null,
  };
}

/**
 * The page of automatic top-up: the rule as it was agreed to, the last tries, the saved cards. `setupId`: the card setup
 * that the reader comes back from. Errors: forbidden, not_found.
 */
export async function readAutomatic(
  actor: Actor,
  workspace: PortalWorkspace,
  { setupId, now }: { setupId?: string | undefined; now: Date },
): Promise<AutomaticScreen> {
  const t = translator(workspace.locale, 'automatic');
  const target = { workspaceId: workspace.id };
  const mayCards = can(actor, 'payment_methods:manage', target);
  const settled = setupId && mayCards ? await resumeCardSetup(actor, { ...target, setupId }) : null;
  const [{ rule, attempts }, cards] = await Promise.all([
    readAutoTopUp(actor, { ...target, timeZone: workspace.timeZone, now }),
    readCards(t, workspace.id, now),
  ]);
  const saved = settled && (cards?.find(({ id }) => id === settled.paymentMethodId)?.label ?? 'none');
  return {
    mayManage: can(actor, 'auto_top_up:manage', target),
    mayStop: can(actor, 'auto_top_up:stop', target),
    mayCards,
    isOpen: isBillingOpen(),
    rule: rule && toRulePanel(t, rule, attempts, workspace),
    attempts: attempts.map((attempt) => toAttemptLine(t, attempt, workspace)),
    cards,
    savedCard: saved,
  };
}

/** The one line of the panel beside topping up; null: the reader may not see it. */
export async function readAutomaticPanel(
  actor: Actor,
  workspace: { id: string; timeZone: string; locale: AnyLocale },
): Promise<{ state: AutoTopUpView['state']; text: string } | null> {
  if (!can(actor, 'auto_top_up:view', { workspaceId: workspace.id })) return null;
  const t = translator(workspace.locale, 'automatic');
  const { rule } = await readAutoTopUp(actor, {
    workspaceId: workspace.id,
    timeZone: workspace.timeZone,
    now: new Date(),
    attempts: 1,
  });
  if (!rule || rule.state === 'off') return { state: 'off', text: t('panel.off') };
  if (rule.state === 'paused') return { state: 'paused', text: t('panel.paused') };
  const f = formats(workspace.locale);
  const quote = await quoteItem(itemOf(rule), rule.currency);
  if (!quote) return { state: 'on', text: rule.consent_text };
  return {
    state: 'on',
    text: t('panel.on', {
      total: f.money(quote.totalMinor, quote.currency),
      credits: f.credits(quote.creditMicro + quote.bonusMicro),
      threshold: f.credits(rule.threshold_micro),
    }),
  };
}
