import { formats } from '@/lib/i18n/formats';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { kindLabel } from '@/lib/portal/labels';
import { withQuery } from '@/lib/portal/query';
import { type TransactionsParams, transactionsQuery } from '@/lib/portal/transactions-params';
import type { ActiveFilter } from '../../_components/active-filters';
import type { FilterChoices } from './filters';

/** The filters of an address in words, each with the address that lacks it. */
export function describeFilters(
  base: string,
  asked: TransactionsParams,
  { members, keys, wallets }: FilterChoices,
  locale: AnyLocale,
): ActiveFilter[] {
  const t = translator(locale, 'transactions');
  const f = formats(locale);
  const query = transactionsQuery(asked);
  const nameIn = (list: { id: string; name: string }[], id: string | undefined) =>
    id && (list.find((one) => one.id === id)?.name ?? `${id.slice(0, 8)}…`);
  const credits = (micro: bigint | undefined) => (micro === undefined ? undefined : f.credits(micro));
  const wallet = asked.walletId === wallets.own ? t('filters.workspaceWallet') : nameIn(wallets.others, asked.walletId);
  const texts: [name: string, label: string, value: string | undefined][] = [
    ['q', t('filters.text'), asked.text],
    ['kind', t('filters.kinds'), asked.kinds.map((kind) => kindLabel(locale, kind)).join(', ')],
    ['member', t('filters.member'), nameIn(members, asked.memberId)],
    ['wallet', t('filters.wallet'), asked.walletId && wallet],
    ['key', t('filters.key'), nameIn(keys, asked.apiKeyId)],
    ['feature', t('filters.feature'), asked.feature],
    ['context', t('filters.context'), asked.contextId],
    ['direction', t('filters.direction'), asked.direction && t(`filters.${asked.direction}`)],
    ['min', t('filters.min'), credits(asked.minMicro)],
    ['max', t('filters.max'), credits(asked.maxMicro)],
    ['from', t('filters.from'), asked.fromDate && f.localDate(asked.fromDate)],
    ['to', t('filters.to'), asked.toDate && f.localDate(asked.toDate)],
  ];
  return texts.flatMap(([name, label, value]) =>
    value
      ? [
          {
            name,
            text: t('filters.chip', { name: label, value }),
            href: withQuery(base, { ...query, [name]: undefined }),
          },
        ]
      : [],
  );
}
