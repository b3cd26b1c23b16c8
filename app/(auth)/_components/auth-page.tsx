import type { ReactNode } from 'react';
import { Logo } from '@/components/layout/logo';

/** A link in running text. */
export const TEXT_LINK = 'font-medium text-accent-foreground text-sm underline underline-offset-4';

interface AuthPageProps {
  title: string;
  /** One line below the title. */
  intro?: ReactNode;
  children?: ReactNode;
}

/** The frame of all pages before the portal: the mark, one title, one thing to do. */
export function AuthPage({ title, intro, children }: AuthPageProps) {
  return (
    <main id="content" className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-6 py-12">
      <Logo className="mb-10" />
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      {intro ? <p className="mt-2 text-pretty text-muted-foreground">{intro}</p> : null}
      <div className="mt-8 flex flex-col gap-6">{children}</div>
    </main>
  );
}
