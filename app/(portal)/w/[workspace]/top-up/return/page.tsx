import { CircleCheck, CircleSlash, CircleX, Clock, LoaderCircle, SearchCheck } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Figure } from '@/components/ui/figure';
import { one, type SearchParams, withQuery } from '@/lib/portal/query';
import { type ReturnScreen, type ReturnState, readReturn } from '@/lib/portal/top-up';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { WaitForChange } from '../_components/wait-for-change';

export const generateMetadata = pageTitle('Your top-up');

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
  const text = TEXTS[screen.state](screen);
  return (
    <div className="mx-auto max-w-xl pt-4 lg:pt-10">
      <Card className="p-6 sm:p-9">
        <Emblem state={screen.state} />
        <h1 className="mt-5 font-semibold text-2xl tracking-tight">{text.title}</h1>
        <p className="mt-2 text-muted-foreground">{text.body}</p>
        {screen.state === 'done' ? (
          <div className="mt-7 border-t pt-6">
            <p className="mb-2 text-muted-foreground text-sm">Your new balance</p>
            <Figure {...screen.balance} unit="credits" size="display" />
          </div>
        ) : null}
        {screen.isOpen ? (
          <>
            <WaitForChange
              statusUrl={withQuery(`${base}/top-up/status`, { purchase: screen.purchaseId })}
              state={screen.state}
            />
            <noscript>
              <meta httpEquiv="refresh" content="3" />
            </noscript>
          </>
        ) : null}
        <div className="mt-7 flex flex-wrap gap-3">
          <Actions screen={screen} base={base} />
        </div>
      </Card>
    </div>
  );
}

const got = ({ credits, bonus }: ReturnScreen) =>
  bonus ? `${credits} credits and a bonus of ${bonus}` : `${credits} credits`;

const TEXTS: Record<ReturnState, (screen: ReturnScreen) => { title: string; body: ReactNode }> = {
  adding: (screen) => ({
    title: 'Checking the payment…',
    body: `As soon as ${screen.price} is certain, ${got(screen)} are added. This page follows by itself.`,
  }),
  arriving: (screen) => ({
    title: 'Your payment is on its way',
    body: `This way of paying takes a while, sometimes days. ${capitalise(got(screen))} are added when ${screen.price} has arrived; you can leave this page.`,
  }),
  done: (screen) => ({ title: 'Credits added', body: `${capitalise(got(screen))} for ${screen.price}. Thank you.` }),
  failed: (screen) => ({
    title: 'The payment was refused',
    body: `Nothing was charged and no credits were added. Try ${screen.price} again with another way of paying.`,
  }),
  canceled: () => ({ title: 'The payment was canceled', body: 'Nothing was charged and no credits were added.' }),
  expired: () => ({
    title: 'The payment page has expired',
    body: 'It was open for too long without a payment. Nothing was charged; start again when you like.',
  }),
  review: () => ({
    title: 'We are looking into this payment',
    body: 'What was paid and what was ordered do not match, so a person checks it before credits are added. Nothing is lost.',
  }),
};

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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

function Actions({ screen, base }: { screen: ReturnScreen; base: string }) {
  const canRetry = screen.state === 'failed' || screen.state === 'canceled' || screen.state === 'expired';
  return (
    <>
      {canRetry ? (
        <Link
          prefetch={false}
          href={withQuery(`${base}/top-up`, { canceled: screen.purchaseId })}
          className={buttonVariants()}
        >
          Try again
        </Link>
      ) : null}
      <Link
        prefetch={false}
        href={base}
        className={buttonVariants({ variant: screen.state === 'done' ? 'primary' : 'outline' })}
      >
        Go to the overview
      </Link>
      {screen.state === 'adding' && screen.checkoutUrl ? (
        <a href={screen.checkoutUrl} className={buttonVariants({ variant: 'ghost' })}>
          Back to the payment page
        </a>
      ) : null}
      {screen.receiptUrl ? (
        <a href={screen.receiptUrl} className={buttonVariants({ variant: 'outline' })}>
          Receipt
        </a>
      ) : null}
    </>
  );
}
