import type { BadgeTone } from '@/components/ui/badge';
import type { ReceiptStatus } from '@/lib/portal/receipt-story';

export const STATUS_TONES: Record<ReceiptStatus, BadgeTone> = {
  pending: 'neutral',
  processing: 'warning',
  paid: 'success',
  failed: 'destructive',
  canceled: 'neutral',
  expired: 'neutral',
  review: 'warning',
  refundedPart: 'accent',
  refunded: 'accent',
  disputed: 'warning',
  disputeLost: 'destructive',
};
