import { Badge } from '@/components/ui/badge';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import type { CustomerMember } from '@/lib/admin/customer';
import type { KeyView } from '@/lib/auth/keys';
import type { AnyLocale } from '@/lib/i18n/locales';
import { roleLabel } from '@/lib/portal/labels';
import { Nothing } from '../../../_components/parts';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../../../_lib/console';

export function MembersTable({
  members,
  locale,
  t,
}: {
  members: CustomerMember[];
  locale: AnyLocale;
  t: ConsoleTexts;
}) {
  if (members.length === 0) return <Nothing>{t('customer.noMembers')}</Nothing>;
  return (
    <TableBox label={t('customer.members')}>
      <Table>
        <caption className="sr-only">{t('customer.members')}</caption>
        <thead>
          <tr>
            <Th>{t('columns.name')}</Th>
            <Th>{t('customer.role')}</Th>
            <Th className="max-sm:hidden">{t('customer.externalId')}</Th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Tr key={member.id}>
              <Td>
                <span className="font-medium">{member.name}</span>
                <span className="block break-all text-muted-foreground text-xs">
                  {member.email ?? t('customer.noEmail')}
                </span>
              </Td>
              <Td>
                {roleLabel(locale, member.role).name}
                {member.isRemoved ? (
                  <Badge tone="destructive" className="ml-2">
                    {t('customer.removed')}
                  </Badge>
                ) : null}
              </Td>
              <Td className="break-all text-muted-foreground max-sm:hidden">{member.externalId ?? '–'}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  );
}

function statusOf(key: KeyView, now: Date): 'active' | 'revoked' | 'expired' {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && key.expiresAt <= now ? 'expired' : 'active';
}

export function KeysTable({ keys, t, f }: { keys: KeyView[]; t: ConsoleTexts; f: ConsoleFormats }) {
  if (keys.length === 0) return <Nothing>{t('customer.noKeys')}</Nothing>;
  const now = new Date();
  return (
    <TableBox label={t('customer.keys')}>
      <Table>
        <caption className="sr-only">{t('customer.keys')}</caption>
        <thead>
          <tr>
            <Th>{t('columns.name')}</Th>
            <Th>{t('columns.status')}</Th>
            <Th>{t('columns.scopes')}</Th>
            <Th className="max-md:hidden">{t('columns.lastUsed')}</Th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => {
            const status = statusOf(key, now);
            return (
              <Tr key={key.id}>
                <Td>
                  <span className="font-medium">{key.name}</span>
                  <code className="block whitespace-nowrap font-mono text-muted-foreground text-xs">
                    {key.prefix}…{key.last4}
                  </code>
                </Td>
                <Td>
                  <Badge tone={status === 'active' ? 'success' : 'neutral'}>{t(`keyStatus.${status}`)}</Badge>
                </Td>
                <Td className="text-muted-foreground">{key.scopes.join(', ')}</Td>
                <Td className="whitespace-nowrap text-muted-foreground max-md:hidden">
                  {key.lastUsedAt ? f.dateTime(key.lastUsedAt, ZONE) : t('never')}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </TableBox>
  );
}
