import { translator } from '@/lib/i18n/translator';
import { nameKeys, nameMembers } from '@/lib/portal/names';
import { withQuery } from '@/lib/portal/query';
import { type UsageParams, usageQuery } from '@/lib/portal/usage-params';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import type { ActiveFilter } from '../../_components/active-filters';

/** The filters of an address in words, each with the address that lacks it. */
export async function describeFilters(
  { id, locale }: PortalWorkspace,
  asked: UsageParams,
  base: string,
): Promise<ActiveFilter[]> {
  const t = translator(locale, 'usage');
  const { memberId, apiKeyId, feature } = asked;
  const [members, keys] = await Promise.all([
    nameMembers(id, memberId ? [memberId] : []),
    nameKeys(id, apiKeyId ? [apiKeyId] : [], locale),
  ]);
  const unknown = t('filters.unknown');
  const names = {
    member: memberId && (members.get(memberId) ?? unknown),
    key: apiKeyId && (keys.get(apiKeyId) ?? unknown),
    feature,
  };
  return (['member', 'key', 'feature'] as const).flatMap((name) => {
    const value = names[name];
    if (!value) return [];
    const href = withQuery(base, { ...usageQuery(asked), [name]: undefined });
    return [{ name, text: t(`filters.${name}`, { name: value }), href }];
  });
}
