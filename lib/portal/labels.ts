import type { GrantSource, Role, TransactionKind } from '@/prisma/generated/enums';

/** What the ledger's words are called on screens. */
export const KIND_LABELS: Record<TransactionKind, string> = {
  grant: 'Grant',
  purchase: 'Top-up',
  consume: 'Usage',
  capture: 'Usage from a hold',
  expire: 'Expired',
  void: 'Voided',
  reverse: 'Given back',
  refund: 'Refund',
  dispute_hold: 'Frozen by a dispute',
  dispute_release: 'Released after a dispute',
  adjust: 'Adjustment',
  transfer_out: 'Transfer out',
  transfer_in: 'Transfer in',
  settle: 'Debt repaid',
};

export const SOURCE_LABELS: Record<GrantSource, string> = {
  purchase: 'Top-up',
  bonus: 'Bonus',
  promotion: 'Promotion',
  admin: 'Granted by the operator',
  refund: 'Refund',
  transfer: 'Transfer',
  adjustment: 'Adjustment',
};

export const ROLE_LABELS: Record<Role, { name: string; meaning: string }> = {
  owner: { name: 'Owner', meaning: 'Everything, including who owns the workspace' },
  admin: { name: 'Admin', meaning: 'People, keys, budgets and payments' },
  billing: { name: 'Billing', meaning: 'Payments, receipts and alerts' },
  member: { name: 'Member', meaning: 'Reads everything, has keys of their own' },
  viewer: { name: 'Viewer', meaning: 'Reads everything, changes nothing' },
};

export const isKind = (text: string): text is TransactionKind => Object.hasOwn(KIND_LABELS, text);
