import { normalizeEmail } from '../auth/email';
import type { PoolClient } from '../db/pool';
import { AppError, type FieldIssue } from '../errors';
import { isUuid } from '../ids';
import { type AlertRecipients, type AlertThreshold, EXPIRY_DAYS, MAX_RECIPIENTS, RUNWAY_DAYS_MAX } from './types';

const refuse = (path: FieldIssue['path'], message: string): never => {
  throw new AppError('validation_failed', { detail: `${path.join('.')} ${message}.`, fields: [{ path, message }] });
};

const MAX_AMOUNT = 9_000_000_000_000_000_000n;

const isWholeIn = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

/** The threshold in its one form: days without repetitions, furthest first. Errors: validation_failed. */
export function checkThreshold(threshold: AlertThreshold): AlertThreshold {
  switch (threshold.kind) {
    case 'balance_below':
      if (threshold.amountMicro <= 0n || threshold.amountMicro > MAX_AMOUNT)
        refuse(['amount'], 'must be more than zero');
      return threshold;
    case 'share_below':
      if (!isWholeIn(threshold.percent, 1, 99)) refuse(['percent'], 'must be a whole number from 1 to 99');
      return threshold;
    case 'runway_below':
      if (!isWholeIn(threshold.days, 1, RUNWAY_DAYS_MAX)) {
        refuse(['days'], `must be a whole number from 1 to ${RUNWAY_DAYS_MAX}`);
      }
      return threshold;
    case 'grants_expiring': {
      const days = EXPIRY_DAYS.filter((known) => threshold.days.includes(known));
      if (days.length === 0 || days.length !== new Set(threshold.days).size) {
        refuse(['days'], `must be one or more of ${EXPIRY_DAYS.join(', ')}`);
      }
      return { kind: threshold.kind, days: [...days] };
    }
  }
}

/**
 * The recipients in their one form. Members must be of the workspace; addresses need not be anybody's.
 * Errors: validation_failed.
 */
export async function checkRecipients(
  client: PoolClient,
  workspaceId: string,
  { billingContact, memberIds, emails }: AlertRecipients,
): Promise<AlertRecipients> {
  const members = [...new Set(memberIds)];
  const addresses = [
    ...new Set(
      emails.map(
        (email, index) =>
          normalizeEmail(email) ?? refuse(['emails', index], 'must be an e-mail address that can be written to'),
      ),
    ),
  ];
  if (members.length + addresses.length > MAX_RECIPIENTS) {
    refuse(['emails'], `may have at most ${MAX_RECIPIENTS} recipients together with members`);
  }
  if (members.length > 0) {
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM members WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND removed_at IS NULL',
      [workspaceId, members.filter(isUuid)],
    );
    if (rows.length !== members.length) refuse(['memberIds'], 'must be members of this workspace');
  }
  return { billingContact, memberIds: members, emails: addresses };
}
