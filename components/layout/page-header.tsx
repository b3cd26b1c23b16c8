import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, children, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4 lg:mb-8">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="break-words font-semibold text-2xl tracking-tight">{title}</h1>
        {children ? <p className="mt-1 max-w-2xl text-pretty text-muted-foreground text-sm">{children}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
