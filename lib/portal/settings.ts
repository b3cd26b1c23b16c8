import type { Actor } from '../auth/actor';
import { normalizeEmail } from '../auth/email';
import { authorize, can } from '../auth/policy';
import { getPool } from '../db/pool';
import { isLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { changeSettingsIn, type WorkspaceSettings } from '../workspace/settings';
import { changeOnce, contextOf, Issues, type PortalChange } from './change';
import type { PortalWorkspace } from './workspace';

const MAX_NAME = 200;
const MAX_TAX_ID = 60;

export type SettingsForm = Pick<
  WorkspaceSettings,
  'name' | 'timeZone' | 'currency' | 'billingEmail' | 'locale' | 'taxId'
>;

export interface SettingsScreen {
  canEdit: boolean;
  values: SettingsForm;
  /** Upper case, for a select: what is for sale, and the present one. */
  currencies: string[];
  timeZones: string[];
}

/** All zones that this runtime knows, UTC first. */
const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

function isTimeZone(zone: string): boolean {
  // Offsets such as +01:00 pass the runtime's own check, but have no rules for summer time.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

async function readValues(workspaceId: string): Promise<SettingsForm> {
  const { rows } = await getPool().query<SettingsForm>(
    `SELECT name, time_zone AS "timeZone", currency, billing_email AS "billingEmail", locale, tax_id AS "taxId"
     FROM workspaces WHERE id = $1`,
    [workspaceId],
  );
  return rows[0] as SettingsForm;
}

async function readCurrencies(present: string): Promise<string[]> {
  const { rows } = await getPool().query<{ currency: string }>(
    `SELECT currency FROM packs WHERE is_active
     UNION SELECT pp.currency FROM pack_prices pp JOIN packs ON packs.id = pp.pack_id WHERE packs.is_active
     UNION SELECT currency FROM credit_prices`,
  );
  return [...new Set([present, ...rows.map(({ currency }) => currency)])].sort().map((code) => code.toUpperCase());
}

/** The workspace's settings, for everybody in it; who may change them is told. Errors: forbidden, not_found. */
export async function readSettings(actor: Actor, workspace: PortalWorkspace): Promise<SettingsScreen> {
  authorize(actor, 'workspace:view', { workspaceId: workspace.id });
  const values = await readValues(workspace.id);
  return {
    canEdit: can(actor, 'workspace:update', { workspaceId: workspace.id }),
    values,
    currencies: await readCurrencies(values.currency),
    timeZones: timeZones(),
  };
}

export interface SettingsInput {
  name: string;
  timeZone: string;
  /** In either case. */
  currency: string;
  /** Empty: none. */
  billingEmail: string;
  locale: string;
  /** Empty: none. */
  taxId: string;
}

async function check(change: PortalChange, input: SettingsInput): Promise<SettingsForm> {
  const { workspace } = change;
  const t = translator(workspace.locale, 'settings');
  const f = translator(workspace.locale, 'forms');
  const issues = new Issues();
  if (!input.name) issues.add('name', f('fields.required'));
  if (input.name.length > MAX_NAME) issues.add('name', f('fields.tooLong', { max: MAX_NAME }));
  if (!isTimeZone(input.timeZone)) issues.add('timeZone', t('workspace.timeZoneUnknown'));
  const currencies = await readCurrencies(workspace.currency);
  if (!currencies.includes(input.currency.toUpperCase())) issues.add('currency', f('fields.choice'));
  const billingEmail = input.billingEmail === '' ? null : normalizeEmail(input.billingEmail);
  if (input.billingEmail !== '' && billingEmail === null) issues.add('billingEmail', f('fields.email'));
  if (!isLocale(input.locale)) issues.add('locale', f('fields.choice'));
  if (input.taxId.length > MAX_TAX_ID) issues.add('taxId', f('fields.tooLong', { max: MAX_TAX_ID }));
  issues.refuse();
  return {
    name: input.name,
    timeZone: input.timeZone,
    currency: input.currency.toLowerCase(),
    billingEmail,
    locale: input.locale,
    taxId: input.taxId || null,
  };
}

/** Saves the whole form; answers whether anything changed. Errors: forbidden, not_found, validation_failed. */
export async function saveSettings(change: PortalChange, input: SettingsInput): Promise<boolean> {
  authorize(change.actor, 'workspace:update', { workspaceId: change.workspace.id });
  const wanted = await check(change, input);
  const { scope, call } = contextOf(change);
  return changeOnce({ ...change, formId: null }, 'settings.save', (client) =>
    changeSettingsIn(client, { workspaceId: scope.workspaceId, actor: scope.actor, ip: call.ip ?? null }, wanted),
  );
}
