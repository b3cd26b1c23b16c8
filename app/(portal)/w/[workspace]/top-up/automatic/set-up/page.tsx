import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { translator } from '@/lib/i18n/translator';
import { readSetUp } from '@/lib/portal/automatic-set-up';
import { one, type SearchParams } from '@/lib/portal/query';
import { orScreen, pageTitle, requirePortal } from '../../../_lib/portal';
import { problemText } from '../_components/problem-text';
import { saveCard } from '../actions';
import { Review } from './_components/review';
import { SetUpFields } from './_components/set-up-fields';

export const generateMetadata = pageTitle((locale) => translator(locale, 'automatic')('setUp.title'));

interface SetUpProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** First the figures, by address; then what they would have done, and the sentence to agree to. */
export default async function SetUpPage({ params, searchParams }: SetUpProps) {
  const { workspace: slug } = await params;
  const { actor, workspace } = await requirePortal(slug, 'auto_top_up:manage', '/top-up/automatic/set-up');
  const query = await searchParams;
  const screen = await orScreen(() => readSetUp(actor, workspace, { params: query, now: new Date() }));
  const t = translator(workspace.locale, 'automatic');
  const problem = one(query, 'problem');
  const header = (
    <>
      <BackLink href={`/w/${slug}/top-up/automatic`}>{t('title')}</BackLink>
      <PageHeader title={t('setUp.title')}>{t('setUp.intro')}</PageHeader>
    </>
  );
  if (screen.obstacle) {
    return (
      <>
        {header}
        <Card>
          <Empty title={t(`setUp.${screen.obstacle}`)}>
            {screen.obstacle === 'notOpen' ? t('setUp.notOpenText') : null}
          </Empty>
        </Card>
      </>
    );
  }
  return (
    <>
      {header}
      {problem ? (
        <Alert tone="destructive" className="mb-6">
          {problemText(t, problem)}
        </Alert>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <SetUpFields t={t} screen={screen} action={`/w/${slug}/top-up/automatic/set-up`} />
        {screen.needsCard ? (
          <Alert tone="warning" title={t('setUp.noCard')}>
            <form action={saveCard.bind(null, slug)} className="mt-3">
              <Button type="submit">{t('cards.add')}</Button>
            </form>
          </Alert>
        ) : null}
        {screen.review ? <Review t={t} screen={screen} review={screen.review} slug={slug} /> : null}
      </div>
    </>
  );
}
