import { CircleCheck, CircleSlash, CircleX, Clock, LoaderCircle, SearchCheck } from 'lucide-react';
import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Figure } from '@/components/ui/figure';
import { type Translator, translator } from '@/lib/i18n/translator';
import { one, type SearchParams, withQuery } from '@/lib/portal/query';
import { type ReturnScreen, type ReturnState, readReturn } from '@/lib/portal/top-up-return';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { WaitForChange } from '../_components/wait-for-change';

export const generateMetadata = pageTitle((locale) => translator(locale, 'top-up')('return.title'));

interface ReturnProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** Where Stripe sends people back to. Being here proves nothing: what is shown is what Stripe says about the payment. */
export default async function ReturnPage({ params, searchParams }: ReturnProps) {
  const purchaseId = one(await searchParams, 'purchase') ?? '';
  const { workspace: slug } = await params;
  const path = withQuery('/top-up/return', { purchase: purchaseId });
  const { actor, workspace } = await requirePortal(slug, 'purchases:view', path);
  const screen = await orScreen(() => readReturn(actor, workspace, purchaseId));
  const base = `/w/${workspace.slug}`;
  const t = translator(workspace.locale, 'top-up');
  return (
    <div className="mx-auto max-w-xl pt-4 lg:pt-10">
      <Card className="p-6 sm:p-9">
        <Emblem state={screen.state} />
        <h1 className="mt-5 font-semibold text-2xl tracking-tight">{screen.title}</h1>
        <p className="mt-2 text-muted-foreground">{screen.text}</p>
        {screen.state === 'done' ? (
          <div className="mt-7 border-t pt-6">
            <p className="mb-2 text-muted-foreground text-sm">{t('return.newBalance')}</p>
            <Figure {...screen.balance} unit={t('return.credits')} size="display" />
          </div>
        ) : null}
        {screen.isOpen ? (
          <>
            <WaitForChange
              statusUrl={withQuery(`${base}/top-up/status`, { purchase: screen.purchaseId })}
              state={screen.state}
              longText={t('return.long')}
            />
            <noscript>
              <meta httpEquiv="refresh" content="3" />
            </noscript>
          </>
        ) : null}
        <div className="mt-7 flex flex-wrap gap-3">
          <Actions screen={screen} base={base} t={t} />
        </div>
      </Card>
    </div>
  );
}

function Emblem({ state }: { state: ReturnState }) {
  const look = 'size-10';
  switch (state) {
    case 'done':
      return <CircleCheck aria-hidden="true" className={`${look} text-success`} />;
    case 'adding':
      return <LoaderCircle aria-hidden="true" className={`${look} text-muted-foreground motion-safe:animate-spin`} />;
    case 'arriving':
      return <Clock aria-hidden="true" className={`${look} text-warning`} />;
    case 'review':
      return <SearchCheck aria-hidden="true" className={`${look} text-warning`} />;
    case 'failed':
      return <CircleX aria-hidden="true" className={`${look} text-destructive`} />;
    case 'canceled':
    case 'expired':
      return <CircleSlash aria-hidden="true" className={`${look} text-muted-foreground`} />;
  }
}

/** Below each other, buttons of one width stand in line. */
const PHONE_WIDE = 'max-sm:w-full';

function Actions({ screen, base, t }: { screen: ReturnScreen; base: string; t: Translator<'top-up'> }) {
  const canRetry = screen.state === 'failed' || screen.state === 'canceled' || screen.state === 'expired';
  return (
    <>
      {canRetry ? (
        <Link
          prefetch={false}
          href={withQuery(`${base}/top-up`, { canceled: screen.purchaseId })}
          className={buttonVariants({ className: PHONE_WIDE })}
        >
          {t('return.again')}
        </Link>
      ) : null}
      <Link
        prefetch={false}
        href={base}
        className={buttonVariants({ variant: screen.state === 'done' ? 'primary' : 'outline', className: PHONE_WIDE })}
      >
        {t('return.overview')}
      </Link>
      {screen.state === 'adding' && screen.checkoutUrl ? (
        <a href={screen.checkoutUrl} className={buttonVariants({ variant: 'ghost', className: PHONE_WIDE })}>
          {t('return.back')}
        </a>
      ) : null}
      {screen.state === 'done' || screen.isOpen || screen.state === 'review' ? (
        <Link
          prefetch={false}
          href={`${base}/receipts/${screen.purchaseId}`}
          className={buttonVariants({ variant: screen.isOpen ? 'ghost' : 'outline', className: PHONE_WIDE })}
        >
          {t(screen.state === 'done' ? 'return.receipt' : 'return.where')}
        </Link>
      ) : null}
    </>
  );
}
