import { Badge } from '@/components/ui/badge';
import type { VerifyRunView } from '@/lib/admin/verify';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../_lib/console';
import { Fact } from './parts';

/** What the last look at all books found. */
export function VerifyState({ run, t, f }: { run: VerifyRunView | null; t: ConsoleTexts; f: ConsoleFormats }) {
  if (!run) return <Fact label={t('system.lastVerify')}>{t('system.neverVerified')}</Fact>;
  return (
    <>
      <Fact label={t('system.lastVerify')}>{f.dateTime(run.startedAt, ZONE)}</Fact>
      <Fact label={t('system.result')}>
        <Result run={run} t={t} />
      </Fact>
      {(run.violations ?? []).map(({ check, rule }) => (
        <Fact key={check} label={check}>
          {rule}
        </Fact>
      ))}
    </>
  );
}

function Result({ run, t }: { run: VerifyRunView; t: ConsoleTexts }) {
  if (!run.endedAt) return <Badge tone="accent">{t('system.running')}</Badge>;
  if (run.error === 'too_large') return <Badge tone="warning">{t('system.tooLarge')}</Badge>;
  if (!run.violations) return <Badge tone="destructive">{t('system.verifyFailed')}</Badge>;
  return run.violations.length === 0 ? (
    <Badge tone="success">{t('system.right', { count: run.checks })}</Badge>
  ) : (
    <Badge tone="destructive">{t('system.violated', { count: run.violations.length })}</Badge>
  );
}
