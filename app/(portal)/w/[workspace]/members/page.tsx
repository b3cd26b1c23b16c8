import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { readMembers } from '@/lib/portal/people';
import { withQuery } from '@/lib/portal/query';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';

export const generateMetadata = pageTitle('Members');

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'members:view', '/members');
  const members = await orScreen(() => readMembers(actor, workspace));
  return (
    <>
      <PageHeader title="Members">
        Everybody who belongs to this workspace, and those on whose behalf the API spends.
      </PageHeader>
      <Card className="overflow-hidden">
        <Table>
          <caption className="sr-only">Members</caption>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Role</Th>
              <Th className="max-md:hidden">Since</Th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <Tr key={member.id} className="relative hover:bg-muted/60">
                <Td className="w-full max-w-0">
                  <span className="flex items-center gap-2">
                    <Link
                      href={withQuery(`/w/${workspace.slug}`, { member: member.id })}
                      prefetch={false}
                      className="truncate font-medium after:absolute after:inset-0"
                    >
                      {member.name}
                    </Link>
                    {member.isYou ? <Badge tone="accent">You</Badge> : null}
                    {member.signsIn ? null : <Badge>API only</Badge>}
                  </span>
                  {member.email ? <span className="block truncate text-muted-foreground">{member.email}</span> : null}
                </Td>
                <Td className="whitespace-nowrap">
                  {member.role}
                  <span className="block text-muted-foreground text-xs max-lg:hidden">{member.roleMeaning}</span>
                </Td>
                <Td className="whitespace-nowrap text-muted-foreground max-md:hidden">{member.since}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  );
}
