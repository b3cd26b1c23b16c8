import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { StackRow, StackTable, StackTd, Th } from '@/components/ui/table';
import type { Translator } from '@/lib/i18n/translator';
import type { AttemptLine } from '@/lib/portal/automatic';
import { ATTEMPT_TONES } from './tones';

interface RunsCardProps {
  t: Translator<'automatic'>;
  attempts: AttemptLine[];
  slug: string;
}

/** The last purchases and tries: what was asked of which card, and what came of it. */
export function RunsCard({ t, attempts, slug }: RunsCardProps) {
  const head = (
    <>
      <Th>{t('runs.when')}</Th>
      <Th>{t('runs.what')}</Th>
      <Th>{t('runs.card')}</Th>
      <Th>{t('runs.result')}</Th>
    </>
  );
  return (
    <Card className="overflow-hidden" aria-labelledby="runs-title">
      <CardHeader className="pb-3">
        <CardTitle id="runs-title">{t('runs.title')}</CardTitle>
      </CardHeader>
      {attempts.length === 0 ? (
        <p className="px-5 pb-5 text-muted-foreground text-sm">{t('runs.empty')}</p>
      ) : (
        <StackTable caption={t('runs.title')} head={head}>
          {attempts.map((attempt) => (
            <Run key={attempt.id} t={t} attempt={attempt} slug={slug} />
          ))}
        </StackTable>
      )}
    </Card>
  );
}

const LINK = 'font-medium text-accent-foreground text-xs underline underline-offset-4';

function Run({ t, attempt, slug }: { t: Translator<'automatic'>; attempt: AttemptLine; slug: string }) {
  const base = `/w/${slug}/top-up`;
  return (
    <StackRow className="max-sm:gap-y-2">
      <StackTd>
        <span className="whitespace-nowrap">{attempt.at}</span>
        <span className="block text-muted-foreground text-xs">{attempt.why}</span>
      </StackTd>
      <StackTd className="figures whitespace-nowrap max-sm:text-right">
        {attempt.total}
        <span className="block text-muted-foreground text-xs">+{attempt.credits}</span>
      </StackTd>
      <StackTd className="figures whitespace-nowrap max-sm:order-4 max-sm:text-right max-sm:text-muted-foreground max-sm:text-xs">
        {attempt.card}
      </StackTd>
      <StackTd className="max-sm:order-3">
        <Badge tone={ATTEMPT_TONES[attempt.state]}>{attempt.stateText}</Badge>
        {attempt.reason ? <span className="mt-1 block text-muted-foreground text-xs">{attempt.reason}</span> : null}
        {attempt.state === 'authentication' ? (
          <Link prefetch={false} href={`${base}/automatic/confirm/${attempt.id}`} className={LINK}>
            {t('runs.confirm')}
          </Link>
        ) : null}
        {attempt.state === 'succeeded' ? (
          <Link prefetch={false} href={`/w/${slug}/receipts/${attempt.purchaseId}`} className={`ml-2 ${LINK}`}>
            {t('runs.receipt')}
          </Link>
        ) : null}
      </StackTd>
    </StackRow>
  );
}
