import type { KeyScope } from '../auth/actor';
import { isIpRange } from '../auth/ip-list';
import { createKeyIn, forgetKeys, listKeys, revokeKeyIn, rotateKeyIn } from '../auth/keys';
import { missing } from '../auth/policy';
import { translator } from '../i18n/translator';
import { isUuid } from '../ids';
import type { Mode } from '../ledger/types';
import { type BudgetForm, readLimits, setFirstBudgets } from './budgets';
import { changeOnce, Issues, type PortalChange } from './change';
import { requireName } from './change-members';
import { addDays } from './format';
import { PORTAL_MODE } from './mode';
import { oneDate } from './query';
import { startOfLocalDate } from './transactions-params';

/** What a customer may give away: keys that create or move credits are the operator's. */
export const OFFERED_SCOPES = ['read', 'spend'] as const satisfies readonly KeyScope[];
export const OVERLAPS = ['0', '3600', '86400', '604800', '2592000'] as const;

const MAX_NAME = 80;
const MAX_IPS = 50;

/** A new key as typed. */
export interface KeyForm {
  name: string;
  scopes: string[];
  mode: string;
  /** A local date, or empty. */
  expires: string;
  /** Empty: the whole workspace. */
  memberId: string;
  ips: string;
  budget: BudgetForm;
}

interface CheckedKey {
  name: string;
  scopes: KeyScope[];
  mode: Mode;
  expiresAt: Date | null;
  memberId: string | null;
  allowedIps: string[];
}

/** To the end of that day in the workspace's zone; null when it is over or no day at all. */
function endOfDay({ workspace }: PortalChange, date: string): Date | null {
  const day = oneDate({ date }, 'date');
  if (!day) return null;
  const at = startOfLocalDate(addDays(day, 1), workspace.timeZone);
  return at > new Date() ? at : null;
}

function check(change: PortalChange, form: KeyForm): CheckedKey {
  const t = translator(change.workspace.locale, 'keys');
  const f = translator(change.workspace.locale, 'forms');
  const issues = new Issues();
  if (!form.name) issues.add('name', f('fields.required'));
  if (form.name.length > MAX_NAME) issues.add('name', f('fields.tooLong', { max: MAX_NAME }));
  const scopes = OFFERED_SCOPES.filter((scope) => form.scopes.includes(scope));
  if (scopes.length === 0) issues.add('scopes', f('fields.choice'));
  const mode = (['live', 'test'] as const).find((one) => one === form.mode);
  if (!mode) issues.add('mode', f('fields.choice'));
  const expiresAt = form.expires ? endOfDay(change, form.expires) : null;
  if (form.expires && !expiresAt) issues.add('expires', t('form.expiresPast'));
  const allowedIps = form.ips.split(/[\s,;]+/).filter(Boolean);
  const wrong = allowedIps.find((range) => !isIpRange(range));
  if (wrong) issues.add('ips', t('form.ipsWrong', { range: wrong }));
  else if (allowedIps.length > MAX_IPS) issues.add('ips', t('form.tooManyIps', { max: MAX_IPS }));
  if (form.memberId && !isUuid(form.memberId)) issues.add('memberId', f('fields.choice'));
  issues.refuse();
  return { name: form.name, scopes, mode: mode ?? PORTAL_MODE, expiresAt, memberId: form.memberId || null, allowedIps };
}

/**
 * Makes a key, once per form, and answers its secret: nobody knows it afterwards.
 * Errors: forbidden, not_found, validation_failed, conflict (sent before).
 */
export async function makeKey(change: PortalChange, form: KeyForm): Promise<string> {
  const input = { ...check(change, form), workspaceId: change.workspace.id };
  const hasBudget = input.mode === PORTAL_MODE && Object.values(form.budget).some((limit) => limit !== '');
  const limits = hasBudget ? readLimits(change, form.budget) : null;
  const made = await changeOnce(change, 'keys.create', async (client) => {
    const created = await createKeyIn(client, change.actor, input, { ip: change.ip });
    if (limits) await setFirstBudgets(client, change, { scope: 'api_key', scopeId: created.key.id }, limits);
    return created;
  });
  return made.secret;
}

/** Answers the successor's secret. Errors: forbidden, not_found, conflict (ended, or sent before), validation_failed. */
export async function replaceKey(change: PortalChange, keyId: string, overlap: string): Promise<string> {
  const issues = new Issues();
  if (!OVERLAPS.some((known) => known === overlap)) {
    issues.add('overlap', translator(change.workspace.locale, 'forms')('fields.choice'));
  }
  issues.refuse();
  const input = { workspaceId: change.workspace.id, keyId, overlapSeconds: Number(overlap) };
  const made = await changeOnce(change, 'keys.rotate', (client) =>
    rotateKeyIn(client, change.actor, input, { ip: change.ip }),
  );
  forgetKeys();
  return made.secret;
}

/** Ends a key whose name was typed. Errors: forbidden, not_found, validation_failed. */
export async function endKey(change: PortalChange, keyId: string, confirm: string): Promise<void> {
  const { actor, workspace, ip } = change;
  const key = (await listKeys(actor, { workspaceId: workspace.id, includeEnded: true })).find(({ id }) => id === keyId);
  if (!key) throw missing('API key');
  requireName(change, confirm, key.name);
  await changeOnce(change, 'keys.revoke', (client) =>
    revokeKeyIn(client, actor, { workspaceId: workspace.id, keyId }, { ip }),
  );
  forgetKeys();
}
