import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, can } from '../auth/policy';
import type { PoolClient } from '../db/pool';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { getLedger } from '../ledger';
import type { BudgetPeriod, BudgetScope, BudgetView } from '../ledger/types';
import { Issues, type PortalChange } from './change';
import { creditsText, creditsValue } from './credits-text';
import { PORTAL_MODE } from './mode';
import { parseCredits } from './parse-credits';
import type { PortalWorkspace } from './workspace';

export const BUDGET_PERIODS = ['day', 'month', 'lifetime'] as const satisfies readonly BudgetPeriod[];

/** A cap as a screen shows it. */
export interface BudgetLine {
  scopeId: string;
  period: BudgetPeriod;
  limit: string;
  /** For the form's field. */
  limitValue: string;
  /** Used and held, of this period. */
  used: string;
  /** The part of it that is on hold; null: none. */
  held: string | null;
  left: string;
  /** 0 to 100, and beyond when the cap was lowered. */
  percent: number;
  isUsedUp: boolean;
}

const percentOf = (part: bigint, whole: bigint): number =>
  whole === 0n ? 100 : Math.round(Number((part * 1000n) / whole) / 10);

function toLine(view: BudgetView, workspace: PortalWorkspace): BudgetLine {
  const f = formats(workspace.locale);
  const taken = view.usedMicro + view.heldMicro;
  return {
    scopeId: view.scopeId,
    period: view.period,
    limit: f.credits(view.limitMicro),
    limitValue: creditsValue(view.limitMicro, workspace.locale),
    used: f.credits(taken),
    held: view.heldMicro > 0n ? f.credits(view.heldMicro) : null,
    left: f.credits(view.remainingMicro),
    percent: percentOf(taken, view.limitMicro),
    isUsedUp: view.remainingMicro === 0n,
  };
}

/** Caps of one scope, of all members say, or of one of them; day first. Errors: forbidden, not_found. */
export async function readBudgets(
  actor: Actor,
  workspace: PortalWorkspace,
  { scope, scopeId }: { scope: BudgetScope; scopeId?: string },
): Promise<BudgetLine[]> {
  authorize(actor, 'budgets:view', { workspaceId: workspace.id });
  const views = await getLedger().listBudgets({ workspaceId: workspace.id, mode: PORTAL_MODE, scope, scopeId });
  return views.map((view) => toLine(view, workspace));
}

export interface BudgetTarget {
  scope: BudgetScope;
  /** The member, the key, or the workspace itself. */
  scopeId: string;
}

/** What the three fields of a budget's form hold; empty: no cap. */
export type BudgetForm = Record<BudgetPeriod, string>;

/** What a form asks for, per period; null: no cap. */
export type BudgetLimits = Record<BudgetPeriod, bigint | null>;

/** Reads the form of who may set caps. Errors: forbidden, not_found, validation_failed. */
export function readLimits({ actor, workspace }: PortalChange, form: BudgetForm): BudgetLimits {
  authorize(actor, 'budgets:manage', { workspaceId: workspace.id });
  return readForm(workspace, form);
}

interface CapChange extends BudgetTarget {
  period: BudgetPeriod;
  before?: bigint;
  limitMicro: bigint | null;
}

/** What the ledger needs to know of one cap, and what the audit log says of it. */
function inputFor(change: PortalChange, { scope, scopeId, period, before, limitMicro }: CapChange) {
  const { actor, workspace, ip } = change;
  const writer = toLedgerActor(actor, workspace.id);
  return {
    workspaceId: workspace.id,
    mode: PORTAL_MODE,
    actor: writer,
    alongside: (client: PoolClient) =>
      recordAudit(client, {
        workspaceId: workspace.id,
        action: limitMicro === null ? 'budget.remove' : 'budget.set',
        targetKind: scope,
        targetId: scopeId,
        actor: writer,
        before: before === undefined ? undefined : { period, limit: creditsText(before) },
        after: limitMicro === null ? undefined : { period, limit: creditsText(limitMicro) },
        ip,
      }),
  };
}

/**
 * Sets the caps as the form says; answers whether anything changed. Each is a change of its own, so that a spend waits
 * for one at a time. Errors: forbidden, not_found, validation_failed.
 */
export async function saveBudgets(change: PortalChange, target: BudgetTarget, form: BudgetForm): Promise<boolean> {
  const wanted = readLimits(change, form);
  const ledger = getLedger();
  const present = await ledger.listBudgets({ workspaceId: change.workspace.id, mode: PORTAL_MODE, ...target });
  let isChanged = false;
  for (const period of BUDGET_PERIODS) {
    const before = present.find((budget) => budget.period === period);
    const limitMicro = wanted[period];
    if (before?.limitMicro === (limitMicro ?? undefined)) continue;
    isChanged = true;
    const input = inputFor(change, { ...target, period, before: before?.limitMicro, limitMicro });
    if (limitMicro !== null) await ledger.setBudget({ ...input, ...target, period, limitMicro });
    else if (before) await ledger.removeBudget({ ...input, budgetId: before.id });
  }
  return isChanged;
}

/** The first caps of something new, in the transaction that makes it: it is never there without them. */
export async function setFirstBudgets(
  client: PoolClient,
  change: PortalChange,
  target: BudgetTarget,
  limits: BudgetLimits,
): Promise<void> {
  for (const period of BUDGET_PERIODS) {
    const limitMicro = limits[period];
    if (limitMicro === null) continue;
    const input = inputFor(change, { ...target, period, limitMicro });
    await getLedger().setBudgetInTransaction(client, { ...input, ...target, period, limitMicro });
  }
}

/** Errors: validation_failed. */
function readForm(workspace: PortalWorkspace, form: BudgetForm): BudgetLimits {
  const t = translator(workspace.locale, 'forms');
  const issues = new Issues();
  const read = (period: BudgetPeriod): bigint | null => {
    if (form[period] === '') return null;
    const micro = parseCredits(form[period], workspace.locale);
    if (micro === null || micro < 0n) issues.add(period, t('fields.amount'));
    return micro;
  };
  const limits = { day: read('day'), month: read('month'), lifetime: read('lifetime') };
  issues.refuse();
  return limits;
}

/** Whether the reader may set caps; to show the form. */
export const maySetBudgets = (actor: Actor, workspace: PortalWorkspace): boolean =>
  can(actor, 'budgets:manage', { workspaceId: workspace.id });
