import { PageHeader } from '@/components/layout/page-header';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { oneId, type SearchParams } from '@/lib/portal/query';
import { readTopUp } from '@/lib/portal/top-up';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { TopUpForm } from './_components/top-up-form';
import { startTopUp } from './actions';
import { AutomaticPanel } from './automatic/_components/panel';

export const generateMetadata = pageTitle('Top up');

interface TopUpProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function TopUpPage({ params, searchParams }: TopUpProps) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'purchases:create', '/top-up');
  const canceledId = oneId(await searchParams, 'canceled');
  const screen = await orScreen(() => readTopUp(actor, workspace, { canceledId }));
  const header = (
    <PageHeader title="Top up">
      You have <span className="figures font-medium text-foreground">{screen.balance}</span> credits now.
    </PageHeader>
  );
  if (!screen.isOpen || screen.initialChoice === null) {
    return (
      <>
        {header}
        <Card>
          <Empty title={screen.isOpen ? 'Nothing is for sale yet' : 'Payments are not set up yet'}>
            {screen.isOpen
              ? 'The operator of this installation has not put any credits up for sale.'
              : 'The operator of this installation has to connect Stripe first.'}
          </Empty>
        </Card>
      </>
    );
  }
  return (
    <>
      {header}
      {screen.wasCanceled ? (
        <Alert title="You came back without paying" className="mb-6">
          Nothing was charged. Your choice is still here.
        </Alert>
      ) : null}
      <TopUpForm
        action={startTopUp.bind(null, workspace.slug)}
        purchaseId={screen.purchaseId}
        packs={screen.packs}
        ownAmount={screen.ownAmount}
        initialChoice={screen.initialChoice}
        initialAmount={screen.initialAmount}
      />
      <div className="mt-6">
        <AutomaticPanel actor={actor} workspace={workspace} />
      </div>
    </>
  );
}
