import Link from 'next/link';
import { PageHeader } from '@/components/layout/page-header';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { translator } from '@/lib/i18n/translator';
import { type KeyRow, readKeys } from '@/lib/portal/people';
import { orScreen, pageTitle, requirePortal } from '../_lib/portal';

export const generateMetadata = pageTitle('API keys');

const STATUS: Record<KeyRow['status'], { label: string; tone: BadgeTone }> = {
  active: { label: 'Active', tone: 'success' },
  replaced: { label: 'Being replaced', tone: 'warning' },
  expired: { label: 'Expired', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'destructive' },
};

export default async function KeysPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'keys:view', '/keys');
  const keys = await orScreen(() => readKeys(actor, workspace, new Date()));
  return (
    <>
      <PageHeader title="API keys">
        A key is shown once, when it is made; here you see how it begins and ends.
      </PageHeader>
      <p className="mb-6 text-sm">
        <span className="text-muted-foreground">Workspace id for API calls: </span>
        <code className="break-all rounded-sm bg-muted px-1.5 py-0.5 font-mono text-xs">{workspace.id}</code>
        <Link prefetch={false} href="/docs" className="ml-4 underline underline-offset-4">
          {translator(workspace.locale, 'docs')('page')}
        </Link>
      </p>
      <Card className="overflow-hidden">
        {keys.length === 0 ? (
          <Empty title="There are no keys to show">Keys of this workspace that you may see will stand here.</Empty>
        ) : (
          <TableBox label="API keys">
            <Table>
              <caption className="sr-only">API keys</caption>
              <thead>
                <tr>
                  <Th>Name</Th>
                  <Th>Status</Th>
                  <Th>May</Th>
                  <Th className="max-sm:hidden">Last used</Th>
                  <Th className="max-sm:hidden">Created</Th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <Row key={key.id} row={key} />
                ))}
              </tbody>
            </Table>
          </TableBox>
        )}
      </Card>
    </>
  );
}

function Row({ row }: { row: KeyRow }) {
  const { label, tone } = STATUS[row.status];
  return (
    <Tr>
      <Td>
        <span className="flex items-center gap-2 font-medium">
          {row.name}
          {row.mode === 'test' ? <Badge tone="warning">Test</Badge> : null}
        </span>
        <code className="whitespace-nowrap font-mono text-muted-foreground text-xs">{row.hint}</code>
        {row.member ? <span className="block text-muted-foreground text-xs">for {row.member}</span> : null}
      </Td>
      <Td>
        <Badge tone={tone}>{label}</Badge>
        {row.expires ? <span className="mt-1 block text-muted-foreground text-xs">until {row.expires}</span> : null}
      </Td>
      <Td className="text-muted-foreground">{row.scopes.join(', ')}</Td>
      <Td className="whitespace-nowrap text-muted-foreground max-sm:hidden">{row.lastUsed ?? 'Never'}</Td>
      <Td className="whitespace-nowrap text-muted-foreground max-sm:hidden">{row.created}</Td>
    </Tr>
  );
}
