import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import type { CustomerMember } from '@/lib/admin/customer';
import type { KeyView } from '@/lib/auth/keys';
import type { AnyLocale } from '@/lib/i18n/locales';
import { roleLabel, scopeLabel } from '@/lib/portal/labels';
import { Nothing } from '../../../_components/parts';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../../../_lib/console';

interface KeysProps {
  keys: KeyView[];
  locale: AnyLocale;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

interface MembersProps {
  members: CustomerMember[];
  locale: AnyLocale;
  t: ConsoleTexts;
}

export function MembersList({ members, locale, t }: MembersProps) {
  if (members.length === 0) return <Nothing>{t('customer.noMembers')}</Nothing>;
  return (
    <ul>
      {members.map((member) => (
        <Line
          key={member.id}
          name={member.name}
          side={
            member.isRemoved ? (
              <Badge tone="destructive">{t('customer.removed')}</Badge>
            ) : (
              roleLabel(locale, member.role).name
            )
          }
        >
          {member.email ?? t('customer.noEmail')}
          {member.externalId ? ` · ${member.externalId}` : ''}
        </Line>
      ))}
    </ul>
  );
}

function Line({ name, side, children }: { name: string; side: ReactNode; children: ReactNode }) {
  return (
    <li className="border-t px-5 py-2.5 text-sm">
      <p className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 break-words font-medium">{name}</span>
        <span className="shrink-0">{side}</span>
      </p>
      <p className="break-words text-muted-foreground text-xs">{children}</p>
    </li>
  );
}

function statusOf(key: KeyView, now: Date): 'active' | 'revoked' | 'expired' {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && key.expiresAt <= now ? 'expired' : 'active';
}

export function KeysList({ keys, locale, t, f }: KeysProps) {
  if (keys.length === 0) return <Nothing>{t('customer.noKeys')}</Nothing>;
  const now = new Date();
  return (
    <ul>
      {keys.map((key) => {
        const status = statusOf(key, now);
        return (
          <Line
            key={key.id}
            name={key.name}
            side={<Badge tone={status === 'active' ? 'success' : 'neutral'}>{t(`keyStatus.${status}`)}</Badge>}
          >
            <code className="whitespace-nowrap font-mono">
              {key.prefix}…{key.last4}
            </code>{' '}
            · {key.scopes.map((scope) => scopeLabel(locale, scope)).join(', ')}
            <span className="block">
              {key.lastUsedAt
                ? t('customer.keyUsed', { at: f.dateTime(key.lastUsedAt, ZONE) })
                : t('customer.keyUnused')}
            </span>
          </Line>
        );
      })}
    </ul>
  );
}
