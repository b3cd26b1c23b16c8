import { createHash } from 'node:crypto';
import { TZDate } from '@date-fns/tz';
import type { Actor } from '../auth/actor';
import { type AuditEntry, recordAudit } from '../auth/audit';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing, type OperationName } from '../auth/policy';
import type { PoolClient } from '../db/pool';
import { isUuid, NIL_UUID } from '../ids';
import { getLedger } from '../ledger';
import type {
  AdjustResult,
  ChangeExpiryResult,
  GrantResult,
  GrantSource,
  GrantView,
  Idempotency,
  LedgerActor,
  Mode,
  OverdraftPolicy,
  OverdraftResult,
  VoidGrantResult,
  WalletOwner,
} from '../ledger/types';
import { announceGrant } from '../webhooks/announce-grant';
import { requireCustomer } from './customer';
import type { CustomerHead } from './customers';
import { parseCredits, parseUnitPrice } from './parse';
import { problem, requireReason } from './problem';

/** What every form about credits carries. */
export interface CreditForm {
  customerId: string;
  mode: Mode;
  reason: string;
  /** Made with the form: sending it twice does it once. */
  formId: string;
}

/** Sources that an operator may give by hand: the others come with a payment or a correction. */
export const GRANT_SOURCES = ['admin', 'promotion', 'bonus'] as const satisfies readonly GrantSource[];

type Note = Pick<AuditEntry, 'action' | 'targetKind' | 'targetId' | 'before' | 'after'>;

interface Change {
  workspaceId: string;
  mode: Mode;
  actor: LedgerActor;
  idempotency: Idempotency;
  /** Writes the audit row, with what is known by then. */
  record(client: PoolClient, more?: Partial<Note>): Promise<void>;
}

interface Opened {
  customer: CustomerHead;
  reason: string;
  /** Scope and idempotency of a change, and its audit row. `body`: what the form asks for. */
  change(body: object, note: Note): Change;
}

/** Asks the policy, then for the reason. What is done to a closed customer's books is refused: they stay as they are. */
async function open(actor: Actor, operation: OperationName, form: CreditForm, trace: Trace): Promise<Opened> {
  authorize(actor, 'customers:view');
  authorize(actor, operation, { workspaceId: isUuid(form.customerId) ? form.customerId : NIL_UUID });
  const customer = await requireCustomer(actor, form.customerId);
  const reason = requireReason(form.reason);
  if (customer.status === 'closed') throw problem('conflict', 'customerClosed');
  const writer = toLedgerActor(actor, customer.id);
  const hashOf = (body: object): Buffer =>
    createHash('sha256')
      .update(JSON.stringify([operation, customer.id, form.mode, reason, body], textOfBigint))
      .digest();
  return {
    customer,
    reason,
    change(body, note) {
      const requestHash = hashOf(body);
      return {
        workspaceId: customer.id,
        mode: form.mode,
        actor: writer,
        // Typed anew after a refusal it is another request; the same twice is one.
        idempotency: {
          credentialId: writer.id ?? NIL_UUID,
          key: `console:${form.formId.slice(0, 64)}:${requestHash.toString('hex')}`,
          requestHash,
        },
        record: (client, more) =>
          recordAudit(client, { workspaceId: customer.id, actor: writer, reason, ...trace, ...note, ...more }),
      };
    },
  };
}

const textOfBigint = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The first instant of a local day of the customer's; `after`: of the day after it. Empty: null. */
function readDay(text: string, timeZone: string, field: string, { after = false } = {}): Date | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const noon = new Date(`${trimmed}T12:00:00Z`);
  const exists = DATE.test(trimmed) && !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(trimmed);
  const [year = 0, month = 1, day = 1] = trimmed.split('-').map(Number);
  if (!exists || year < 1970) throw problem('validation_failed', 'dateInvalid', field);
  return new Date(new TZDate(year, month - 1, day + (after ? 1 : 0), timeZone).getTime());
}

/** Whose wallet a form names: `workspace`, `member:ID`, `team:ID`. */
export function readOwner(text: string): WalletOwner {
  const [kind, id = ''] = text.split(':');
  if (kind === 'workspace') return { kind: 'workspace' };
  if (kind === 'member' && isUuid(id)) return { kind: 'member', memberId: id };
  if (kind === 'team' && isUuid(id)) return { kind: 'team', teamId: id };
  throw problem('validation_failed', 'walletUnknown', 'wallet');
}

const targetOf = (owner: WalletOwner, workspaceId: string): { targetKind: string; targetId: string } => ({
  targetKind: owner.kind,
  targetId: owner.kind === 'member' ? owner.memberId : owner.kind === 'team' ? owner.teamId : workspaceId,
});

export interface GrantForm extends CreditForm {
  wallet: string;
  amount: string;
  source: string;
  /** Local dates of the customer's zone: first day, last day. Empty: now, never. */
  effectiveDate: string;
  lastDate: string;
  /** Comma separated; empty: all. */
  features: string;
  priority: string;
  /** Price of one credit in the currency itself; empty: free. */
  unitCost: string;
  currency: string;
}

function readPriority(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return 100;
  if (!/^\d{1,7}$/.test(trimmed) || Number(trimmed) > 1_000_000) {
    throw problem('validation_failed', 'priorityInvalid', 'priority');
  }
  return Number(trimmed);
}

function readGrant(form: GrantForm, timeZone: string) {
  const owner = readOwner(form.wallet);
  const amountMicro = parseCredits(form.amount);
  if (amountMicro === null || amountMicro <= 0n) throw problem('validation_failed', 'amountInvalid', 'amount');
  const source = GRANT_SOURCES.find((known) => known === form.source);
  if (!source) throw problem('validation_failed', 'sourceUnknown', 'source');
  const effectiveAt = readDay(form.effectiveDate, timeZone, 'effectiveDate');
  const expiresAt = readDay(form.lastDate, timeZone, 'lastDate', { after: true });
  if (expiresAt && expiresAt <= new Date()) throw problem('validation_failed', 'expiryPast', 'lastDate');
  if (expiresAt && effectiveAt && expiresAt <= effectiveAt) {
    throw problem('validation_failed', 'expiryBeforeStart', 'lastDate');
  }
  const currency = form.currency.trim().toLowerCase();
  const unitCostNano = form.unitCost.trim() === '' ? 0n : parseUnitPrice(form.unitCost, currency);
  if (unitCostNano === null) throw problem('validation_failed', 'unitCostInvalid', 'unitCost');
  if (unitCostNano > 0n && !/^[a-z]{3}$/.test(currency)) {
    throw problem('validation_failed', 'currencyInvalid', 'currency');
  }
  const features = [...new Set(form.features.split(',').map((feature) => feature.normalize('NFC').trim()))].filter(
    Boolean,
  );
  if (features.length > 50 || features.some((feature) => feature.length > 200 || /\p{Cc}/u.test(feature))) {
    throw problem('validation_failed', 'featuresInvalid', 'features');
  }
  return {
    owner,
    amountMicro,
    source,
    effectiveAt: effectiveAt && effectiveAt > new Date() ? effectiveAt : null,
    expiresAt,
    priority: readPriority(form.priority),
    unitCostNano,
    currency: unitCostNano > 0n ? currency : null,
    features,
  };
}

/**
 * Grants credits to a wallet of a customer's, for a reason. Micro-credits; dates are days of the customer's zone.
 * Errors: forbidden, not_found (customer, member, team), validation_failed, conflict (closed).
 */
export async function grantCredits(actor: Actor, form: GrantForm, trace: Trace = {}): Promise<GrantResult> {
  const { customer, reason, change } = await open(actor, 'credits:grant', form, trace);
  const grant = readGrant(form, customer.timeZone);
  const { owner, amountMicro, unitCostNano, ...terms } = grant;
  const after = {
    wallet: owner,
    amountMicro: amountMicro.toString(),
    unitCostNano: unitCostNano.toString(),
    mode: form.mode,
    ...terms,
  };
  const made = change(grant, { action: 'grant.create', targetKind: 'grant', targetId: null, after });
  const written = await getLedger().grant({
    ...made,
    ...grant,
    reason,
    alongside: async (client, result) => {
      await made.record(client, { targetId: result.grant.id });
      await announceGrant(made)(client, result);
    },
  });
  return written.result;
}

export interface GrantChangeForm extends CreditForm {
  grantId: string;
}

/** A grant of this customer's. Errors: not_found, for another customer's too. */
export async function readGrantOf(
  actor: Actor,
  { customerId, grantId }: { customerId: string; grantId: string },
): Promise<GrantView> {
  const customer = await requireCustomer(actor, customerId);
  if (!isUuid(grantId)) throw missing('grant');
  return getLedger().getGrant({ workspaceId: customer.id, grantId });
}

const termsOf = (grant: GrantView) => ({
  remainingMicro: grant.remainingMicro.toString(),
  heldMicro: grant.heldMicro.toString(),
  expiresAt: grant.expiresAt,
  status: grant.status,
});

/** Voids what is left of a grant, for a reason. A second void changes nothing. Errors: not_found, grant_ended. */
export async function voidGrant(actor: Actor, form: GrantChangeForm, trace: Trace = {}): Promise<VoidGrantResult> {
  const { customer, reason, change } = await open(actor, 'credits:admin', form, trace);
  const before = termsOf(await readGrantOf(actor, { customerId: customer.id, grantId: form.grantId }));
  const made = change(
    { grantId: form.grantId },
    { action: 'grant.void', targetKind: 'grant', targetId: form.grantId, before },
  );
  const written = await getLedger().voidGrant({
    ...made,
    alongside: made.record,
    grantId: form.grantId,
    reason,
  });
  return written.result;
}

/**
 * Moves the end of a grant to the end of a local day; empty: never. Errors: not_found, grant_ended, validation_failed.
 */
export async function changeGrantExpiry(
  actor: Actor,
  form: GrantChangeForm & { lastDate: string },
  trace: Trace = {},
): Promise<ChangeExpiryResult> {
  const { customer, reason, change } = await open(actor, 'credits:admin', form, trace);
  const before = termsOf(await readGrantOf(actor, { customerId: customer.id, grantId: form.grantId }));
  const expiresAt = readDay(form.lastDate, customer.timeZone, 'lastDate', { after: true });
  if (expiresAt && expiresAt <= new Date()) throw problem('validation_failed', 'expiryPast', 'lastDate');
  const made = change(
    { grantId: form.grantId, expiresAt },
    {
      action: 'grant.change_expiry',
      targetKind: 'grant',
      targetId: form.grantId,
      before: { expiresAt: before.expiresAt },
      after: { expiresAt },
    },
  );
  const written = await getLedger().changeExpiry({
    ...made,
    alongside: made.record,
    grantId: form.grantId,
    expiresAt,
    reason,
  });
  return written.result;
}

/** Corrects a balance up or down, for a reason. Errors: insufficient_credits, not_found, validation_failed. */
export async function adjustBalance(
  actor: Actor,
  form: CreditForm & { wallet: string; amount: string },
  trace: Trace = {},
): Promise<AdjustResult> {
  const { customer, reason, change } = await open(actor, 'credits:admin', form, trace);
  const owner = readOwner(form.wallet);
  const amountMicro = parseCredits(form.amount);
  if (amountMicro === null || amountMicro === 0n) throw problem('validation_failed', 'adjustmentInvalid', 'amount');
  const after = { amountMicro: amountMicro.toString(), mode: form.mode };
  const made = change({ owner, amountMicro }, { action: 'balance.adjust', ...targetOf(owner, customer.id), after });
  const written = await getLedger().adjust({
    ...made,
    alongside: made.record,
    owner,
    amountMicro,
    reason,
  });
  return written.result;
}

export const OVERDRAFT_POLICIES = ['none', 'limit', 'unlimited'] as const satisfies readonly OverdraftPolicy[];

/** Says how far below zero a wallet may go, for a reason. Errors: not_found, validation_failed, conflict (open holds). */
export async function setOverdraft(
  actor: Actor,
  form: CreditForm & { wallet: string; policy: string; limit: string },
  trace: Trace = {},
): Promise<OverdraftResult> {
  const { customer, change } = await open(actor, 'credits:admin', form, trace);
  const owner = readOwner(form.wallet);
  const policy = OVERDRAFT_POLICIES.find((known) => known === form.policy);
  if (!policy) throw problem('validation_failed', 'overdraftUnknown', 'policy');
  const limitMicro = policy === 'limit' ? parseCredits(form.limit) : undefined;
  if (limitMicro === null || (limitMicro !== undefined && limitMicro <= 0n)) {
    throw problem('validation_failed', 'limitInvalid', 'limit');
  }
  const wallets = await getLedger().workspaceFigures({ workspaceId: customer.id, mode: form.mode });
  const target = targetOf(owner, customer.id);
  const wallet = wallets.wallets.find((known) => targetOf(known.owner, customer.id).targetId === target.targetId);
  const made = change(
    { owner, policy, limitMicro: limitMicro ?? null },
    {
      action: 'wallet.set_overdraft',
      ...target,
      before: { policy: wallet?.overdraftPolicy ?? 'none', limitMicro: wallet?.overdraftMicro.toString() ?? '0' },
      after: { policy, limitMicro: limitMicro?.toString() ?? null, mode: form.mode },
    },
  );
  const written = await getLedger().setOverdraft({
    ...made,
    alongside: made.record,
    owner,
    policy,
    limitMicro,
  });
  return written.result;
}
