import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { Label } from '@/components/ui/label';
import type { ConsoleTexts } from '../_lib/console';

/** A card with a heading; lists go to its edges, forms stand inside `Inset`. */
export function Section({
  title,
  note,
  action,
  children,
}: {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card aria-labelledby={id} className="overflow-hidden">
      <CardHeader className="pb-3">
        <CardTitle id={id}>{title}</CardTitle>
        {action}
      </CardHeader>
      {note ? <p className="px-5 pb-4 text-muted-foreground text-sm">{note}</p> : null}
      {children}
    </Card>
  );
}

export function Inset({ children }: { children: ReactNode }) {
  return <div className="px-5 pb-5">{children}</div>;
}

/** A line of a card that has nothing else to show. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-5 pb-5 text-muted-foreground text-sm">{children}</p>;
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="space-y-3 px-5 pb-5 text-sm">{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="shrink-0 text-muted-foreground">{label}</dt>
      <dd className="figures min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}

/** An id of ours or of Stripe's: small, and broken where it must be. */
export function Id({ children }: { children: string }) {
  return <code className="break-all font-mono text-xs">{children}</code>;
}

/** Neighbours by cursor: rows that arrive meanwhile move nothing. */
export function Pages({
  page,
  hrefOf,
  t,
}: {
  page: { next: string | null; previous: string | null };
  hrefOf: (cursor: string) => string;
  t: ConsoleTexts;
}) {
  if (!page.previous && !page.next) return null;
  return (
    <nav aria-label={t('pages')} className="flex justify-between gap-3">
      {page.previous ? (
        <Link
          href={hrefOf(page.previous)}
          prefetch={false}
          rel="prev"
          className={buttonVariants({ variant: 'outline' })}
        >
          {t('newer')}
        </Link>
      ) : (
        <span />
      )}
      {page.next ? (
        <Link href={hrefOf(page.next)} prefetch={false} rel="next" className={buttonVariants({ variant: 'outline' })}>
          {t('older')}
        </Link>
      ) : null}
    </nav>
  );
}

/** A labelled control of a filter form. */
export function FilterField({
  id,
  label,
  className,
  children,
}: {
  id: string;
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={className}>
      <Label htmlFor={id} className="mb-1.5 block text-muted-foreground text-xs">
        {label}
      </Label>
      {children}
    </div>
  );
}

export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      prefetch={false}
      href={href}
      className="mb-5 inline-flex items-center gap-1.5 text-muted-foreground text-sm hover:text-foreground"
    >
      <ArrowLeft aria-hidden="true" className="size-4" />
      {children}
    </Link>
  );
}

/** A form that is needed seldom: folded until it is asked for. */
export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="border-t px-5 py-4">
      <summary className="font-medium text-sm underline-offset-4 hover:underline">{title}</summary>
      <div className="mt-4">{children}</div>
    </details>
  );
}
