import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { isSandbox } from '@/lib/billing';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { ConsoleShell } from './_components/shell';
import { requireConsole } from './_lib/console';

export async function generateMetadata(): Promise<Metadata> {
  const name = translator(await readLocale(), 'admin')('console');
  return { title: { template: `%s · ${name} · Coffer`, default: name } };
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor, locale, t } = await requireConsole('operator:view', '/admin');
  return (
    <ConsoleShell email={actor.kind === 'user' ? actor.email : ''} locale={locale} t={t} isSandbox={isSandbox()}>
      {children}
    </ConsoleShell>
  );
}
