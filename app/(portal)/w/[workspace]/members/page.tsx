import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Meter } from '@/components/ui/meter';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { can } from '@/lib/auth/policy';
import { translator } from '@/lib/i18n/translator';
import { type MemberRow, readMembers } from '@/lib/portal/members';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';
import { MemberTabs } from './_components/member-tabs';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('title'));

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'members:view', '/members');
  const members = await orScreen(() => readMembers(actor, workspace));
  const t = translator(workspace.locale, 'members');
  const mayInvite = can(actor, 'members:manage', { workspaceId: workspace.id });
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayInvite ? (
            <Link href={`/w/${workspace.slug}/members/invite`} prefetch={false} className={buttonVariants()}>
              {t('list.invite')}
            </Link>
          ) : null
        }
      >
        {t('intro')}
      </PageHeader>
      <MemberTabs actor={actor} workspace={workspace} here="people" />
      <Card className="overflow-hidden">
        <Table>
          <caption className="sr-only">{t('title')}</caption>
          <thead>
            <tr>
              <Th>{t('list.name')}</Th>
              <Th className="max-sm:hidden">{t('list.role')}</Th>
              <Th className="text-right max-sm:whitespace-normal">{t('list.spent')}</Th>
              <Th className="max-md:hidden">{t('list.budget')}</Th>
              <Th className="text-right max-lg:hidden">{t('list.wallet')}</Th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <Row key={member.id} member={member} workspace={workspace} />
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  );
}

function Row({ member, workspace }: { member: MemberRow; workspace: PortalWorkspace }) {
  const t = translator(workspace.locale, 'members');
  const { budget } = member;
  return (
    <Tr className="relative hover:bg-muted/60">
      <Td className="w-full max-w-0">
        <span className="flex items-center gap-2">
          <Link
            href={`/w/${workspace.slug}/members/${member.id}`}
            prefetch={false}
            className="truncate font-medium after:absolute after:inset-0"
          >
            {member.name}
          </Link>
          {member.isYou ? <Badge tone="accent">{t('list.you')}</Badge> : null}
          {member.signsIn ? null : <Badge>{t('list.apiOnly')}</Badge>}
        </span>
        {member.email ? <span className="block truncate text-muted-foreground">{member.email}</span> : null}
        <span className="block text-muted-foreground text-xs sm:hidden">{member.role}</span>
      </Td>
      <Td className="whitespace-nowrap max-sm:hidden">{member.role}</Td>
      <Td className="figures whitespace-nowrap text-right">{member.spent}</Td>
      <Td className="min-w-40 max-md:hidden">
        {budget ? (
          <>
            <span className="figures whitespace-nowrap text-xs">
              {t(`budget.${budget.period}`)}: {budget.used} / {budget.limit}
            </span>
            <Meter percent={budget.percent} />
          </>
        ) : (
          <span className="text-muted-foreground">{t('list.noBudget')}</span>
        )}
      </Td>
      <Td className="figures whitespace-nowrap text-right max-lg:hidden">
        {member.wallet ?? <span className="text-muted-foreground text-xs">{t('list.shared')}</span>}
      </Td>
    </Tr>
  );
}
