import { Badge } from '@/components/ui/badge';
import type { BookCheck, VerifyRunView } from '@/lib/admin/verify';
import { checkTexts } from '@/lib/admin/words';
import type { AnyLocale } from '@/lib/i18n/locales';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../_lib/console';
import { Fact } from './parts';

interface VerifyStateProps {
  run: VerifyRunView | null;
  locale: AnyLocale;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

/** What the last look at all books found. */
export function VerifyState({ run, locale, t, f }: VerifyStateProps) {
  if (!run) return <Fact label={t('system.lastVerify')}>{t('system.neverVerified')}</Fact>;
  return (
    <>
      <Fact label={t('system.lastVerify')}>{f.dateTime(run.startedAt, ZONE)}</Fact>
      <Fact label={t('system.result')}>
        <Result run={run} t={t} />
      </Fact>
      {(run.violations ?? []).map((violation) => (
        <CheckWords key={violation.check} check={violation} locale={locale} />
      ))}
    </>
  );
}

/** One check in plain words; its name in the SQL is for whoever looks further. */
export function CheckWords({ check, locale }: { check: BookCheck; locale: AnyLocale }) {
  const { name, text } = checkTexts(locale, check);
  return (
    <div>
      <dt className="font-medium">
        {name} <code className="font-mono font-normal text-muted-foreground text-xs">{check.check}</code>
      </dt>
      <dd className="mt-0.5 text-muted-foreground">{text}</dd>
    </div>
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
