import type { ReactNode } from 'react';

/** For a list without rows: one sentence, one thing to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-14 text-center">
      <p className="font-medium text-base">{title}</p>
      {children ? <p className="max-w-sm text-muted-foreground text-sm">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
