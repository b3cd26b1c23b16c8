import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';

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

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="shrink-0 text-muted-foreground">{label}</dt>
      <dd className="figures min-w-0 break-words text-right">{children}</dd>
    </div>
  );
}

/** An id of ours or of Stripe's: small, and broken where it must be. */
export function Id({ children }: { children: string }) {
  return <code className="break-all font-mono text-xs tracking-tighter">{children}</code>;
}

/** A form or a list that is needed seldom: folded until it is asked for. */
export function Folded({ title, isList, children }: { title: string; isList?: boolean; children: ReactNode }) {
  return (
    <details className="group border-t">
      <summary className="flex min-h-11 items-center justify-between gap-4 px-5 py-2.5 font-medium text-sm hover:bg-muted/60 focus-visible:outline-offset-[-2px]">
        {title}
        <ChevronDown
          aria-hidden="true"
          className="size-4 shrink-0 text-muted-foreground group-open:rotate-180 motion-safe:transition-transform"
        />
      </summary>
      {isList ? children : <div className="px-5 pt-2 pb-5">{children}</div>}
    </details>
  );
}
