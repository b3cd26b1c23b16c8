import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { can } from '@/lib/auth/policy';
import { type Translator, translator } from '@/lib/i18n/translator';
import { type AutomaticScreen, readAutomatic } from '@/lib/portal/automatic';
import { one, oneId, type SearchParams } from '@/lib/portal/query';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { CardsCard } from './_components/cards-card';
import { problemText } from './_components/problem-text';
import { RuleCard } from './_components/rule-card';
import { RunsCard } from './_components/runs-card';

export const generateMetadata = pageTitle((locale) => translator(locale, 'automatic')('title'));

interface AutomaticProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function AutomaticPage({ params, searchParams }: AutomaticProps) {
  const { workspace: slug } = await params;
  const { actor, workspace } = await requirePortal(slug, 'auto_top_up:view', '/top-up/automatic');
  const query = await searchParams;
  const screen = await orScreen(() =>
    readAutomatic(actor, workspace, { setupId: oneId(query, 'setup'), now: new Date() }),
  );
  const t = translator(workspace.locale, 'automatic');
  const mayBuy = can(actor, 'purchases:create', { workspaceId: workspace.id });
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayBuy ? (
            <Link prefetch={false} href={`/w/${slug}/top-up`} className={buttonVariants({ variant: 'outline' })}>
              {t('backToTopUp')}
            </Link>
          ) : null
        }
      >
        {t('intro')}
      </PageHeader>
      <News t={t} query={query} screen={screen} />
      <div className="space-y-6">
        <RuleCard t={t} screen={screen} slug={slug} />
        <CardsCard t={t} screen={screen} slug={slug} />
        <RunsCard t={t} attempts={screen.attempts} slug={slug} />
      </div>
    </>
  );
}

/** What the reader has just done, where they come back from it. */
function News({ t, query, screen }: { t: Translator<'automatic'>; query: SearchParams; screen: AutomaticScreen }) {
  const problem = one(query, 'problem');
  if (problem) {
    return (
      <Alert tone="destructive" className="mb-6">
        {problemText(t, problem)}
      </Alert>
    );
  }
  if (one(query, 'stopped') && screen.rule?.state === 'off') {
    return (
      <Alert tone="success" className="mb-6">
        {t('rule.stopped')}
      </Alert>
    );
  }
  if (screen.savedCard === null) return null;
  return screen.savedCard === 'none' ? (
    <Alert className="mb-6">{t('cards.notSaved')}</Alert>
  ) : (
    <Alert tone="success" className="mb-6">
      {t('cards.savedAs', { card: screen.savedCard })}
    </Alert>
  );
}
