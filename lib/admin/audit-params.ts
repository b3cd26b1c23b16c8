import { isUuid } from '../ids';
import { one, oneDate, type SearchParams } from '../portal/query';
import type { AuditFilter } from './audit';

/** What an address of the audit log asks for; what is unknown is ignored. */
export function parseAudit(params: SearchParams): AuditFilter {
  const customer = one(params, 'customer');
  return {
    workspaceId: customer && (customer === 'installation' || isUuid(customer)) ? customer : undefined,
    action: one(params, 'action')?.slice(0, 100),
    actor: one(params, 'actor')?.slice(0, 254),
    targetId: one(params, 'target')?.slice(0, 255),
    text: one(params, 'q')?.slice(0, 200),
    fromDate: oneDate(params, 'from'),
    toDate: oneDate(params, 'to'),
  };
}

/** The parameters of an address that shows these filters, from the first page on. */
export const auditQuery = (filter: AuditFilter) => ({
  customer: filter.workspaceId,
  action: filter.action,
  actor: filter.actor,
  target: filter.targetId,
  q: filter.text,
  from: filter.fromDate,
  to: filter.toDate,
});
