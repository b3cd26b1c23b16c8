import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something that is asked for before it is done: opens without script, closed at first. */
export function Disclosure({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="group rounded-lg border border-destructive/30 bg-card">
      <summary className="flex min-h-11 items-center justify-between gap-4 rounded-lg px-5 py-2.5 font-medium text-destructive text-sm">
        {summary}
        <ChevronDown
          aria-hidden="true"
          className="size-4 shrink-0 group-open:rotate-180 motion-safe:transition-transform"
        />
      </summary>
      <div className="space-y-4 border-t px-5 py-4 text-sm">{children}</div>
    </details>
  );
}
