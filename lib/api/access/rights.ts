import type { KeyScope } from '../../auth/actor';
import type { OperationName } from '../../auth/policy';

/**
 * What the policy says of the operations that the API offers, written down a second time so that neither the table nor a
 * check in an operation can change unnoticed: the scope that a key needs (admin has all), whether a key of one member
 * may, whether it is a matter of the whole installation, for the operator's keys only,
 * and whether it takes real money, for live keys only.
 */
const TABLE = {
  'credits:read': 'read, members too',
  'transactions:view': 'read, members too',
  'usage:view': 'read, members too',
  'holds:view': 'read, members too',
  'budgets:view': 'read, members too',
  'workspace:view': 'read, members too',
  'members:view': 'read',
  'teams:view': 'read',
  'offers:view': 'read',
  'credits:spend': 'spend, members too',
  'holds:spend': 'spend, members too',
  'holds:release': 'spend, members too',
  'credits:grant': 'grant',
  'credits:reverse': 'grant',
  'purchases:create_link': 'grant, live only',
  'credits:admin': 'admin',
  'credits:transfer': 'admin',
  'budgets:manage': 'admin',
  'workspace:update': 'admin',
  'members:manage': 'admin',
  'teams:manage': 'admin',
  'keys:view': 'admin',
  'keys:manage': 'admin',
  'purchases:view': 'admin',
  'auto_top_up:view': 'admin',
  'auto_top_up:stop': 'admin',
  'webhooks:view': 'admin',
  'webhooks:manage': 'admin',
  'alerts:view': 'read',
  'alerts:manage': 'admin',
  'audit:view': 'admin',
  'packs:view': 'read, operator',
  'packs:manage': 'admin, operator',
  'customers:view': 'read, operator',
  'customers:manage': 'admin, operator',
} as const satisfies Partial<Record<OperationName | 'offers:view' | 'purchases:create_link', string>>;

export interface Right {
  scope: KeyScope;
  isForMembers: boolean;
  isOfOperator: boolean;
  isLiveOnly: boolean;
}

/** Throws for an operation that the table does not know: say there what it takes. */
export function rightOf(policy: OperationName): Right {
  const line: string | undefined = (TABLE as Record<string, string>)[policy];
  if (line === undefined) throw new Error(`${policy} is not in the table of rights`);
  const [scope, addition] = line.split(', ');
  return {
    scope: scope as KeyScope,
    isForMembers: addition === 'members too',
    isOfOperator: addition === 'operator',
    isLiveOnly: addition === 'live only',
  };
}
