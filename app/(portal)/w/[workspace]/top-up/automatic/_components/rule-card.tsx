import Link from 'next/link';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { Translator } from '@/lib/i18n/translator';
import type { AutomaticScreen, RulePanel } from '@/lib/portal/automatic';
import { stopAutomatic } from '../actions';
import { STATE_TONES } from './tones';

interface RuleCardProps {
  t: Translator<'automatic'>;
  screen: AutomaticScreen;
  slug: string;
}

/** What was agreed to, how it stands, and the one button that ends it. */
export function RuleCard({ t, screen, slug }: RuleCardProps) {
  const { rule } = screen;
  const setUp = `/w/${slug}/top-up/automatic/set-up`;
  return (
    <Card aria-labelledby="rule-title">
      <CardHeader>
        <CardTitle id="rule-title" className="flex flex-wrap items-center gap-2">
          {t(rule ? 'rule.title' : 'title')}
          <Badge tone={STATE_TONES[rule?.state ?? 'off']}>{rule?.stateText ?? t('state.off')}</Badge>
          {rule ? <span className="font-normal text-muted-foreground text-xs">{rule.since}</span> : null}
        </CardTitle>
        {rule && rule.state !== 'off' && screen.mayStop ? (
          <form action={stopAutomatic.bind(null, slug)}>
            <Button type="submit" variant="destructive">
              {t('rule.stop')}
            </Button>
          </form>
        ) : null}
      </CardHeader>
      <CardContent className="space-y-4">
        {rule ? (
          <Terms t={t} rule={rule} slug={slug} />
        ) : (
          <p className="text-muted-foreground text-sm">{t('offBody')}</p>
        )}
        {screen.mayManage && screen.isOpen ? (
          <Link
            prefetch={false}
            href={setUp}
            className={buttonVariants({ variant: rule?.state === 'on' || rule?.confirmId ? 'outline' : 'primary' })}
          >
            {t(rule?.state === 'on' ? 'rule.change' : rule ? 'rule.again' : 'rule.switchOn')}
          </Link>
        ) : null}
        {screen.mayManage ? null : <p className="text-muted-foreground text-sm">{t('notYours')}</p>}
        {screen.isOpen ? null : <p className="text-muted-foreground text-sm">{t('setUp.notOpenText')}</p>}
      </CardContent>
    </Card>
  );
}

function Terms({ t, rule, slug }: { t: Translator<'automatic'>; rule: RulePanel; slug: string }) {
  return (
    <>
      {rule.reason ? (
        <Alert tone={rule.state === 'paused' ? 'warning' : 'neutral'} title={rule.reason}>
          {rule.advice}
          {rule.confirmId ? (
            <p className="mt-3">
              <Link
                prefetch={false}
                href={`/w/${slug}/top-up/automatic/confirm/${rule.confirmId}`}
                className={buttonVariants()}
              >
                {t('runs.confirm')}
              </Link>
            </p>
          ) : null}
        </Alert>
      ) : null}
      <blockquote lang={rule.consentLocale} className="border-l-2 pl-4 text-sm">
        {rule.consentText}
      </blockquote>
      <p className="text-muted-foreground text-xs">{rule.agreed}</p>
      <p className="figures text-sm">{rule.spent}</p>
      {rule.waits ? <p className="text-sm">{rule.waits}</p> : null}
    </>
  );
}
