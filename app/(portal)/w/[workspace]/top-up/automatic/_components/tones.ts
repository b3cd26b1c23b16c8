import type { BadgeTone } from '@/components/ui/badge';
import type { AttemptLine, RulePanel } from '@/lib/portal/automatic';

export const STATE_TONES: Record<RulePanel['state'], BadgeTone> = { on: 'success', paused: 'warning', off: 'neutral' };

export const ATTEMPT_TONES: Record<AttemptLine['state'], BadgeTone> = {
  running: 'neutral',
  authentication: 'warning',
  succeeded: 'success',
  declined: 'destructive',
  failed: 'destructive',
  canceled: 'neutral',
};
