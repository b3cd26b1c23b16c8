import type { Metadata } from 'next';
import Link from 'next/link';
import { cn } from '@/components/cn';
import { Logo } from '@/components/layout/logo';
import { PageHeader } from '@/components/layout/page-header';
import { getEnv } from '@/lib/env';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import { CodeBox } from './_components/code-box';
import { Errors } from './_components/errors';
import { Limits } from './_components/limits';
import { Reference } from './_components/reference';
import 'swagger-ui-dist/swagger-ui.css';
import './reference.css';

/** By the value in the address; the first is shown when none is asked for. */
const DOCUMENTS = {
  coffer: { name: 'Coffer', file: '/openapi.json' },
  openmonetize: { name: 'OpenMonetize', file: '/openapi/openmonetize.json' },
  togai: { name: 'Togai', file: '/openapi/togai.json' },
  flowhunt: { name: 'FlowHunt', file: '/openapi/flowhunt.json' },
  kable: { name: 'Kable', file: '/openapi/kable.json' },
} as const;
type DocumentName = keyof typeof DOCUMENTS;

const isDocument = (value: unknown): value is DocumentName =>
  typeof value === 'string' && Object.hasOwn(DOCUMENTS, value);

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await readLocale(), 'docs')('page') };
}

/** The API reference. Anybody may read it: it says nothing that the OpenAPI documents do not. */
export default async function DocsPage({ searchParams }: { searchParams: Promise<{ api?: string | string[] }> }) {
  const [{ api }, locale] = await Promise.all([searchParams, readLocale()]);
  const t = translator(locale, 'docs');
  const shown = isDocument(api) ? api : 'coffer';
  const { file } = DOCUMENTS[shown];
  const env = getEnv();
  return (
    <div className="mx-auto max-w-6xl px-4 py-6 sm:px-6 lg:px-8">
      <header className="mb-8">
        <Link prefetch={false} href="/" className="inline-block">
          <Logo />
        </Link>
      </header>
      <section id="content" aria-label={t('page')}>
        <PageHeader title={t('page')}>{t('intro')}</PageHeader>
        <nav aria-label={t('documents.label')} className="mb-6 flex flex-wrap items-center gap-2 text-sm">
          {Object.entries(DOCUMENTS).map(([key, { name }]) => (
            <Link
              key={key}
              prefetch={false}
              translate="no"
              href={key === 'coffer' ? '/docs' : `/docs?api=${key}`}
              aria-current={key === shown ? 'page' : undefined}
              className={cn(
                'rounded-full border border-border px-3 py-1',
                key === shown ? 'bg-primary text-primary-foreground' : 'hover:bg-muted',
              )}
            >
              {name}
            </Link>
          ))}
          <a href={file} className="ml-auto underline underline-offset-4">
            {t('documents.file')}
          </a>
        </nav>
        <section className="mb-6 rounded-lg border border-border bg-card p-4 text-sm">
          <h2 className="mb-1 font-semibold">{t('start.title')}</h2>
          <p className="text-muted-foreground">{t('start.text')}</p>
          <div className="my-3">
            <CodeBox label={t('start.variables')}>
              {`export COFFER_URL=${env.BASE_URL.replace(/\/+$/, '')}\nexport COFFER_KEY=sk_…`}
            </CodeBox>
          </div>
          <p className="text-muted-foreground">{t('start.try')}</p>
        </section>
      </section>
      <noscript>
        <p className="py-4 text-sm">{t('viewer.noScript')}</p>
      </noscript>
      <Reference
        key={shown}
        url={file}
        label={`${t('page')}: ${DOCUMENTS[shown].name}`}
        texts={{
          loading: t('viewer.loading'),
          failed: t('viewer.failed'),
          snippets: t('viewer.snippets'),
          copy: t('viewer.copy'),
          copied: t('viewer.copied'),
        }}
      />
      <Errors t={t} />
      <Limits t={t} env={env} />
    </div>
  );
}
