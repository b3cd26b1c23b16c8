import type { AnyLocale } from '../i18n/locales';
import { type Translator, translator } from '../i18n/translator';
import type { UsageBucket, UsageGrouping, UsageReport } from '../ledger/types';
import { isKind, kindLabel } from './labels';

/** As many as there are colours that can be told apart. */
export const MAX_SERIES = 8;
const OTHER = '\u0000other';

export const isOtherSeries = (key: string): boolean => key === OTHER;

export interface UsageNames {
  members: Map<string, string>;
  keys: Map<string, string>;
}

/** One colour of the chart: a group, or all that have no colour of their own. */
export interface Lane {
  key: string;
  label: string;
  amountOf(bucket: UsageBucket): bigint;
}

/** What a group is called; '' is the group of what has none. */
function groupLabel(groupBy: UsageGrouping, key: string, names: UsageNames, locale: AnyLocale): string {
  const t: Translator<'usage'> = translator(locale, 'usage');
  const labels = translator(locale, 'labels');
  switch (groupBy) {
    case 'none':
      return t('groups.used');
    case 'feature':
      return key || t('groups.noFeature');
    case 'member':
      return key ? (names.members.get(key) ?? labels('unknownMember')) : t('groups.noMember');
    case 'key':
      return key ? (names.keys.get(key) ?? labels('unknownKey')) : t('groups.noKey');
    case 'kind':
      return isKind(key) ? kindLabel(locale, key) : key || t('groups.otherKind');
  }
}

/** Largest first; groups of the period before alone come last. */
function allKeys(report: UsageReport, before: UsageReport | null): string[] {
  return [...new Set([...report.groups, ...(before?.groups ?? [])].map(({ key }) => key))];
}

/** Splits a report into at most nine lanes whose sum is the whole. */
export function lanesOf(
  report: UsageReport,
  before: UsageReport | null,
  { groupBy, names, locale }: { groupBy: UsageGrouping; names: UsageNames; locale: AnyLocale },
): Lane[] {
  if (groupBy === 'none') {
    return [{ key: '', label: groupLabel('none', '', names, locale), amountOf: ({ totalMicro }) => totalMicro }];
  }
  const keys = allKeys(report, before);
  const lanes = keys.slice(0, MAX_SERIES).map(
    (key): Lane => ({
      key,
      label: groupLabel(groupBy, key, names, locale),
      amountOf: ({ groups }) => groups[key]?.amountMicro ?? 0n,
    }),
  );
  const folded = keys.slice(MAX_SERIES);
  if (folded.length > 0) {
    lanes.push({
      key: OTHER,
      label: translator(locale, 'usage')('groups.others', { count: folded.length }),
      amountOf: ({ groups }) => folded.reduce((sum, key) => sum + (groups[key]?.amountMicro ?? 0n), 0n),
    });
  }
  return lanes;
}
