import Link from 'next/link';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card, CardContent } from '@/components/ui/card';
import { type Translator, translator } from '@/lib/i18n/translator';
import { type ConfirmScreen, readConfirm } from '@/lib/portal/automatic-confirm';
import { one, type SearchParams } from '@/lib/portal/query';
import { orScreen, pageTitle, requirePortal } from '../../../../_lib/portal';
import { problemText } from '../../_components/problem-text';
import { confirmPayment, saveCard } from '../../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'automatic')('confirm.title'));

interface ConfirmProps {
  params: Promise<{ workspace: string; attempt: string }>;
  searchParams: Promise<SearchParams>;
}

/** Where the mail leads whose bank wants to ask: there to the bank, and back with what became of it. */
export default async function ConfirmPage({ params, searchParams }: ConfirmProps) {
  const { workspace: slug, attempt: attemptId } = await params;
  const path = `/top-up/automatic/confirm/${encodeURIComponent(attemptId)}`;
  const { actor, workspace } = await requirePortal(slug, 'auto_top_up:manage', path);
  const query = await searchParams;
  const isBack = one(query, 'back') !== undefined;
  const screen = await orScreen(() => readConfirm(actor, workspace, { attemptId, isBack }));
  if (!screen) notFound();
  const t = translator(workspace.locale, 'automatic');
  const problem = one(query, 'problem');
  return (
    <>
      <PageHeader title={t('confirm.title')} />
      {problem ? (
        <Alert tone="destructive" className="mb-6">
          {problemText(t, problem)}
        </Alert>
      ) : null}
      <Card className="max-w-xl">
        <CardContent className="space-y-5">
          <State t={t} screen={screen} isBack={isBack} />
          <div className="flex flex-wrap gap-2">
            {screen.state === 'waits' ? (
              <>
                <form action={confirmPayment.bind(null, slug, attemptId)}>
                  <Button type="submit">{t('confirm.button')}</Button>
                </form>
                <form action={saveCard.bind(null, slug)}>
                  <Button type="submit" variant="outline">
                    {t('confirm.otherCard')}
                  </Button>
                </form>
              </>
            ) : null}
            <Link
              prefetch={false}
              href={`/w/${slug}/top-up/automatic`}
              className={buttonVariants({ variant: screen.state === 'paid' ? 'primary' : 'outline' })}
            >
              {t('confirm.back')}
            </Link>
          </div>
        </CardContent>
      </Card>
    </>
  );
}

function State({ t, screen, isBack }: { t: Translator<'automatic'>; screen: ConfirmScreen; isBack: boolean }) {
  switch (screen.state) {
    case 'paid':
      return <Alert tone="success">{t('confirm.done', { credits: screen.credits })}</Alert>;
    case 'gone':
      return <p className="text-sm">{t('confirm.gone')}</p>;
    case 'checking':
      return <p className="text-sm">{t('confirm.under')}</p>;
    case 'waits':
      return (
        <>
          {isBack ? <Alert tone="warning">{t('confirm.failed')}</Alert> : null}
          <p className="figures text-sm">
            {t('confirm.text', { total: screen.total, credits: screen.credits, card: screen.card })}
          </p>
        </>
      );
  }
}
