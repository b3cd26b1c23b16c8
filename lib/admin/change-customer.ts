import type { Actor } from '../auth/actor';
import { normalizeEmail } from '../auth/email';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isAppError } from '../errors';
import { isUuid } from '../ids';
import { orConflict } from '../workspace/change';
import { closeWorkspace, reopenWorkspace } from '../workspace/close';
import { createWorkspaceIn, TAKEN_CUSTOMER } from '../workspace/create';
import { changeWorkspaceSettings } from '../workspace/settings';
import { requireCustomer } from './customer';
import { problem, requireReason } from './problem';

/** What the form has, as it was typed. */
export interface CustomerFields {
  name: string;
  externalId: string;
  timeZone: string;
  currency: string;
  billingEmail: string;
}

const MAX_NAME = 200;
const MAX_EXTERNAL_ID = 255;
/** A year: what is older belongs to no invoice that anybody still looks at. */
const MAX_BACKDATE_HOURS = 8_760;

const isTimeZone = (name: string): boolean => {
  try {
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

export const isCurrency = (code: string): boolean => /^[a-z]{3}$/.test(code);

function readFields(fields: CustomerFields) {
  const name = fields.name.normalize('NFC').trim();
  if (name === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name)) {
    throw problem('validation_failed', 'nameInvalid', 'name');
  }
  const externalId = fields.externalId.normalize('NFC').trim();
  if (externalId.length > MAX_EXTERNAL_ID || /\p{Cc}/u.test(externalId)) {
    throw problem('validation_failed', 'externalIdInvalid', 'externalId');
  }
  const timeZone = fields.timeZone.trim();
  if (!isTimeZone(timeZone)) throw problem('validation_failed', 'timeZoneInvalid', 'timeZone');
  const currency = fields.currency.trim().toLowerCase();
  if (!isCurrency(currency)) throw problem('validation_failed', 'currencyInvalid', 'currency');
  const typed = fields.billingEmail.trim();
  const billingEmail = typed === '' ? null : normalizeEmail(typed);
  if (typed !== '' && billingEmail === null) throw problem('validation_failed', 'emailInvalid', 'billingEmail');
  return { name, externalId: externalId === '' ? null : externalId, timeZone, currency, billingEmail };
}

const isTaken = (error: unknown): boolean =>
  isAppError(error) && error.code === 'conflict' && error.detail === TAKEN_CUSTOMER.workspaces_external_id_key;

/**
 * Makes a customer: a workspace with nobody in it. `id` is made with the form, so that sending it twice makes one.
 * Answers the id. Errors: forbidden, validation_failed, conflict (external id taken).
 */
export async function createCustomer(
  actor: Actor,
  input: CustomerFields & { id: string; reason: string },
  trace: Trace = {},
): Promise<string> {
  authorize(actor, 'customers:manage');
  const wanted = readFields(input);
  const reason = requireReason(input.reason);
  const id = isUuid(input.id) ? input.id : undefined;
  if (id && (await exists(id))) return id;
  try {
    return await inTransaction((client) =>
      createWorkspaceIn(client, { actor: toLedgerActor(actor), id, reason, ...trace }, wanted),
    );
  } catch (error) {
    if (isTaken(error)) throw problem('conflict', 'externalIdTaken', 'externalId');
    if (id && (await exists(id))) return id; // the same form, sent twice at once
    throw error;
  }
}

async function exists(id: string): Promise<boolean> {
  const { rowCount } = await getPool().query('SELECT 1 FROM workspaces WHERE id = $1', [id]);
  return rowCount === 1;
}

/** Changes what is known of a customer. Errors: forbidden, not_found, validation_failed, conflict (external id taken). */
export async function changeCustomer(
  actor: Actor,
  input: CustomerFields & { customerId: string; backdateHours: string; reason: string },
  trace: Trace = {},
): Promise<void> {
  const customer = await requireCustomer(actor, input.customerId);
  authorize(actor, 'customers:manage');
  const wanted = readFields(input);
  const hours = /^\d{1,5}$/.test(input.backdateHours.trim()) ? Number(input.backdateHours) : -1;
  if (hours < 0 || hours > MAX_BACKDATE_HOURS) throw problem('validation_failed', 'backdateInvalid', 'backdateHours');
  const reason = requireReason(input.reason);
  const changed = changeWorkspaceSettings(
    actor,
    customer.id,
    { ...wanted, backdateHours: hours },
    { ...trace, reason },
  );
  try {
    await orConflict(changed, TAKEN_CUSTOMER);
  } catch (error) {
    throw isTaken(error) ? problem('conflict', 'externalIdTaken', 'externalId') : error;
  }
}

/** Closes a customer, or opens a closed one again, for a reason. Errors: forbidden, not_found, validation_failed. */
export async function setCustomerClosed(
  actor: Actor,
  input: { customerId: string; isClosed: boolean; reason: string },
  trace: Trace = {},
): Promise<void> {
  const customer = await requireCustomer(actor, input.customerId);
  const change = { workspaceId: customer.id, reason: requireReason(input.reason) };
  await (input.isClosed ? closeWorkspace(actor, change, trace) : reopenWorkspace(actor, change, trace));
}
