import type { BadgeTone } from '@/components/ui/badge';
import type { KeyStatus } from '@/lib/portal/keys';

export const STATUS_TONES: Record<KeyStatus, BadgeTone> = {
  active: 'success',
  replaced: 'warning',
  expired: 'neutral',
  revoked: 'destructive',
};
