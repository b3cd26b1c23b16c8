import type { Actor } from '../../auth/actor';
import { recordAudit } from '../../auth/audit';
import { authorize, missing } from '../../auth/policy';
import { getPool, type PoolClient } from '../../db/pool';
import { inTransaction } from '../../db/transaction';
import { AppError } from '../../errors';
import type { AnyLocale } from '../../i18n/locales';
import { billingClock } from './clock';
import { CONSENT_VERSION } from './consent';
import { giveUpWaiting } from './give-up';
import { notActive, type Payer, type Prepared, prepareSwitchOn, type Wish } from './prepare';
import { lockRule } from './rows';
import { noticeBalance, refreshWatch } from './watch';

export interface SwitchOnInput extends Wish {
  workspaceId: string;
  /** Language of the sentence that was shown. */
  locale: AnyLocale;
  /** Names the sentence that was agreed to. */
  consentHash: string;
  requestId?: string | null;
}

/** What paying needs to know of a workspace. Errors: not_found. */
export async function readPayer(workspaceId: string): Promise<Payer> {
  const { rows } = await getPool().query<Payer>(
    `SELECT id, name, currency, status, stripe_customer_id AS "stripeCustomerId" FROM workspaces WHERE id = $1`,
    [workspaceId],
  );
  if (!rows[0]) throw missing();
  return rows[0];
}

/**
 * Switches automatic top-up on, or changes it: only a signed-in person may, because it is their word that later charges
 * rest on. The sentence they saw is kept with time and person. Looks at once whether something has to be bought.
 * Errors: forbidden/not_found, validation_failed, conflict (`facts.reason`: no_card, not_active, consent_changed: the
 * sentence on the screen is not the one that holds now), unavailable, payment_provider_failed.
 */
export async function switchOnAutoTopUp(actor: Actor, input: SwitchOnInput): Promise<void> {
  authorize(actor, 'auto_top_up:manage', { workspaceId: input.workspaceId });
  if (actor.kind !== 'user') throw new AppError('forbidden', { detail: 'Only a person can agree to this.' });
  const { workspaceId } = input;
  const prepared = await prepareSwitchOn(await readPayer(workspaceId), input, input.locale);
  if (prepared.hash !== input.consentHash) {
    throw new AppError('conflict', {
      detail: 'Something has changed since you looked. Read the sentence again, and agree to it if it is right.',
      facts: { reason: 'consent_changed' },
    });
  }
  // What waits for its owner under the old terms must not be charged beside what the new ones ask for.
  if (!(await giveUpWaiting(workspaceId))) {
    throw new AppError('payment_provider_failed', {
      detail: 'An earlier payment that waits for you could not be withdrawn. Try again in a moment.',
      retryAfterSeconds: 5,
    });
  }
  const person = { id: actor.userId, email: actor.email };
  await inTransaction((client) => write(client, { input, prepared, person }));
  await refreshWatch();
  noticeBalance(workspaceId, null, 'switched_on');
}

/** Once more, and holding it until the end: what is closed meanwhile must not be left with a rule that is on. */
async function refuseInactive(client: PoolClient, workspaceId: string): Promise<void> {
  const { rows } = await client.query<{ status: string }>('SELECT status FROM workspaces WHERE id = $1 FOR SHARE', [
    workspaceId,
  ]);
  if (rows[0]?.status !== 'active') throw notActive();
}

interface Agreement {
  input: SwitchOnInput;
  prepared: Prepared;
  person: { id: string; email: string };
}

async function write(client: PoolClient, { input, prepared, person }: Agreement): Promise<void> {
  const { workspaceId, thresholdMicro, item, caps } = input;
  await refuseInactive(client, workspaceId);
  const before = await lockRule(client, workspaceId);
  const now = billingClock().clock?.now() ?? null;
  const terms = {
    thresholdMicro: thresholdMicro.toString(),
    packId: 'packId' in item ? item.packId : null,
    amountMinor: 'packId' in item ? null : item.amountMinor.toString(),
    currency: prepared.quote.currency,
    creditMicro: prepared.quote.creditMicro.toString(),
    bonusMicro: prepared.quote.bonusMicro.toString(),
    attemptCapMinor: caps.attemptMinor.toString(),
    dayCapMinor: caps.dayMinor.toString(),
    monthCapMinor: caps.monthMinor.toString(),
  };
  await client.query(
    `INSERT INTO auto_top_up_rules AS r (workspace_id, state, state_reason, state_since, threshold_micro, pack_id,
       amount_minor, currency, attempt_cap_minor, day_cap_minor, month_cap_minor, consent_version, consent_text,
       consent_locale, consent_actor_id, consent_email, consent_at, agreed_credit_micro, agreed_bonus_micro)
     VALUES ($1, 'on', NULL, coalesce($14, date_trunc('milliseconds', clock_timestamp())), $2, $3, $4, $5, $6, $7, $8, $9,
       $10, $11, $12, $13, coalesce($14, date_trunc('milliseconds', clock_timestamp())), $15, $16)
     ON CONFLICT (workspace_id) DO UPDATE SET state = 'on', state_reason = NULL, state_since = excluded.state_since,
       threshold_micro = excluded.threshold_micro, pack_id = excluded.pack_id, amount_minor = excluded.amount_minor,
       currency = excluded.currency, attempt_cap_minor = excluded.attempt_cap_minor,
       day_cap_minor = excluded.day_cap_minor, month_cap_minor = excluded.month_cap_minor, failure_count = 0,
       next_try_at = NULL, limited_until = NULL, failed_card = NULL, consent_version = excluded.consent_version,
       consent_text = excluded.consent_text, consent_locale = excluded.consent_locale,
       consent_actor_id = excluded.consent_actor_id, consent_email = excluded.consent_email,
       consent_at = excluded.consent_at, agreed_credit_micro = excluded.agreed_credit_micro,
       agreed_bonus_micro = excluded.agreed_bonus_micro, updated_at = excluded.consent_at`,
    [
      workspaceId,
      thresholdMicro,
      terms.packId,
      'packId' in item ? null : item.amountMinor,
      prepared.quote.currency,
      caps.attemptMinor,
      caps.dayMinor,
      caps.monthMinor,
      CONSENT_VERSION,
      prepared.text,
      input.locale,
      person.id,
      person.email,
      now,
      prepared.quote.creditMicro,
      prepared.quote.bonusMicro,
    ],
  );
  await recordAudit(client, {
    workspaceId,
    action: 'auto_top_up.switch_on',
    targetKind: 'auto_top_up_rule',
    targetId: workspaceId,
    actor: { kind: 'user', id: person.id },
    before: before && { state: before.state, consentText: before.consent_text, consentAt: before.consent_at },
    after: { state: 'on', ...terms, consentVersion: CONSENT_VERSION, consentText: prepared.text },
    requestId: input.requestId ?? null,
  });
}
