import type { Role } from '@/prisma/generated/enums';
import { OPERATIONS, type OperationName, ruleOf } from '../auth/policy';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { roleLabel } from './labels';

export const ROLES = ['owner', 'admin', 'billing', 'member', 'viewer'] as const satisfies readonly Role[];

export interface RightRow {
  operation: OperationName;
  /** In words. */
  what: string;
  /** In the order of ROLES. */
  allowed: boolean[];
}

/** What people of a workspace may do at all: the rest is for keys, the operator and jobs. */
export const ROLE_OPERATIONS = OPERATIONS.filter((name) => {
  const rule = ruleOf(name);
  return rule.on === 'workspace' && rule.roles.length > 0;
});

/** The table of roles and rights, read from the policy itself; what few may do comes last. */
export function readRoleRights(locale: AnyLocale): { roles: { name: string; meaning: string }[]; rows: RightRow[] } {
  const t = translator(locale, 'members');
  const rows = ROLE_OPERATIONS.map((operation) => ({
    operation,
    what: t(`rights.${operation}` as Parameters<typeof t>[0]),
    allowed: ROLES.map((role) => ruleOf(operation).roles.includes(role)),
  }));
  const count = ({ allowed }: RightRow) => allowed.filter(Boolean).length;
  return {
    roles: ROLES.map((role) => roleLabel(locale, role)),
    rows: rows.sort((a, b) => count(b) - count(a)),
  };
}
