import type { Env } from '@/lib/env';
import type { Translator } from '@/lib/i18n/translator';

type LimitEnv = Pick<Env, 'API_RATE_LIMIT' | 'API_RATE_LIMIT_UNAUTHENTICATED'>;

/** How much may be asked, with this installation's own figures. */
export function Limits({ t, env }: { t: Translator<'docs'>; env: LimitEnv }) {
  const { API_RATE_LIMIT: key, API_RATE_LIMIT_UNAUTHENTICATED: address } = env;
  const texts = [
    key ? t('limits.rate', { quota: key.quota, seconds: key.windowSeconds }) : t('limits.rateOff'),
    ...(address ? [t('limits.address', { quota: address.quota, seconds: address.windowSeconds })] : []),
    t('limits.body'),
    t('limits.amount'),
    t('limits.retry'),
    t('limits.time'),
  ];
  return (
    <section aria-labelledby="limits" className="mt-12">
      <h2 id="limits" className="mb-2 font-semibold text-xl tracking-tight">
        {t('limits.title')}
      </h2>
      <ul className="max-w-3xl list-disc space-y-2 pl-5 text-muted-foreground text-sm">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
