import type { Metadata, Viewport } from 'next';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { errorTexts } from '@/components/layout/error-texts';
import { NavigationProgress } from '@/components/layout/navigation-progress';
import { OfflineNotice } from '@/components/layout/offline-notice';
import { INTL_TAGS, PSEUDO_LOCALE } from '@/lib/i18n/locales';
import { pseudoTree } from '@/lib/i18n/pseudo';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { requestNonce } from './_lib/nonce';
import { mono, sans } from './fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Coffer', template: '%s · Coffer' },
  description: 'Prepaid credits: what is left, what was used, and more when you need it.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbfa' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1110' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [nonce, locale] = await Promise.all([requestNonce(), readLocale()]);
  return (
    // The theme's class is set before the first paint by a script, which the server's markup cannot know of.
    <html
      lang={INTL_TAGS[locale].numbers}
      dir="ltr"
      className={`${sans.variable} ${mono.variable}`}
      data-error-texts={locale === PSEUDO_LOCALE ? JSON.stringify(pseudoTree(errorTexts('en'))) : undefined}
      suppressHydrationWarning
    >
      <body className="min-h-dvh">
        <a
          href="#content"
          className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-primary px-4 py-2 font-medium text-primary-foreground text-sm focus:translate-y-0"
        >
          {translator(locale, 'common')('skip')}
        </a>
        <ThemeProvider attribute="class" defaultTheme="system" enableSystem nonce={nonce} disableTransitionOnChange>
          <NavigationProgress text={translator(locale, 'common')('underway')} />
          {children}
          <OfflineNotice
            text={translator(locale, 'common')('offline')}
            heldText={translator(locale, 'common')('offlineHeld')}
          />
        </ThemeProvider>
      </body>
    </html>
  );
}
