import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { CustomerStatus } from '@/lib/admin/customers';
import { hasPlainStatus, type ShownGrant } from '@/lib/admin/shown-grant';
import type { PurchaseStatus } from '@/lib/billing/types';
import type { GrantStatus } from '@/lib/ledger/types';
import type { ConsoleFormats, ConsoleTexts } from '../_lib/console';

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

interface GrantBadgesProps {
  grant: ShownGrant;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

/** How a grant stands, and how much of it waits for a bank or for the end of a hold. */
export function GrantBadges({ grant, t, f }: GrantBadgesProps) {
  const { status, frozenMicro, heldMicro } = grant;
  return (
    <>
      {hasPlainStatus(grant) ? <Badge tone={GRANT[status]}>{t(`grantStatus.${status}`)}</Badge> : null}
      {frozenMicro > 0n ? (
        <Badge tone="warning">{t('grantParts.frozen', { amount: f.credits(frozenMicro) })}</Badge>
      ) : null}
      {heldMicro > 0n ? <Badge tone="outline">{t('grantParts.held', { amount: f.credits(heldMicro) })}</Badge> : null}
    </>
  );
}
