import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { CustomerStatus } from '@/lib/admin/customers';
import type { PurchaseStatus } from '@/lib/billing/types';
import type { GrantStatus } from '@/lib/ledger/types';
import type { ConsoleTexts } from '../_lib/console';

const PURCHASE: Record<PurchaseStatus, BadgeTone> = {
  pending: 'neutral',
  processing: 'warning',
  paid: 'success',
  failed: 'destructive',
  canceled: 'neutral',
  expired: 'neutral',
  review: 'warning',
};

export const PurchaseBadge = ({ status, t }: { status: PurchaseStatus; t: ConsoleTexts }) => (
  <Badge tone={PURCHASE[status]}>{t(`purchaseStatus.${status}`)}</Badge>
);

const CUSTOMER: Record<CustomerStatus, BadgeTone> = { active: 'success', flagged: 'warning', closed: 'destructive' };

export const CustomerBadge = ({ status, t }: { status: CustomerStatus; t: ConsoleTexts }) => (
  <Badge tone={CUSTOMER[status]}>{t(`customerStatus.${status}`)}</Badge>
);

const GRANT: Record<GrantStatus, BadgeTone> = {
  scheduled: 'accent',
  active: 'success',
  consumed: 'neutral',
  expired: 'neutral',
  voided: 'destructive',
};

export const GrantBadge = ({ status, t }: { status: GrantStatus; t: ConsoleTexts }) => (
  <Badge tone={GRANT[status]}>{t(`grantStatus.${status}`)}</Badge>
);
