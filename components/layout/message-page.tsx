import type { ReactNode } from 'react';
import { cn } from '../cn';
import { Logo } from './logo';

interface MessageProps {
  /** Small line above the title, such as a status. */
  eyebrow?: string;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** Inside the shell the logo and the main landmark are there already. */
  bare?: boolean;
}

/** One calm page for what is missing, refused or broken: what happened, and what to do. */
export function MessagePage({ eyebrow, title, children, actions, bare = false }: MessageProps) {
  const Element = bare ? 'div' : 'main';
  return (
    <Element
      id={bare ? undefined : 'content'}
      className={cn(
        'mx-auto flex max-w-md flex-col justify-center',
        bare ? 'min-h-[60vh] items-center text-center' : 'min-h-dvh items-start px-6',
      )}
    >
      {bare ? null : <Logo className="mb-12" />}
      {eyebrow ? <p className="figures mb-2 text-muted-foreground text-sm">{eyebrow}</p> : null}
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <div className="mt-3 text-pretty text-muted-foreground">{children}</div>
      {actions ? <div className="mt-8 flex flex-wrap gap-3">{actions}</div> : null}
    </Element>
  );
}
