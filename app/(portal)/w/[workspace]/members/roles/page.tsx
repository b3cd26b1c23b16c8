import { Check, Minus } from 'lucide-react';
import { PageHeader } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { translator } from '@/lib/i18n/translator';
import { ROLES, readRoleRights } from '@/lib/portal/role-rights';
import { pageTitle, requirePortal } from '../../_lib/portal';
import { MemberTabs } from '../_components/member-tabs';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('tabs.roles'));

export default async function RolesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { actor, workspace } = await requirePortal((await params).workspace, 'members:view', '/members/roles');
  const { roles, rows } = readRoleRights(workspace.locale);
  const t = translator(workspace.locale, 'members');
  return (
    <>
      <PageHeader title={t('tabs.roles')}>{t('rolesPage.intro')}</PageHeader>
      <MemberTabs actor={actor} workspace={workspace} here="roles" />
      <dl className="mb-6 grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {roles.map(({ name, meaning }) => (
          <div key={name}>
            <dt className="font-medium">{name}</dt>
            <dd className="text-muted-foreground">{meaning}</dd>
          </div>
        ))}
      </dl>
      <Card className="overflow-hidden">
        <TableBox label={t('rolesPage.caption')}>
          <Table>
            <caption className="sr-only">{t('rolesPage.caption')}</caption>
            <thead>
              <tr>
                <Th className="max-sm:pl-4 max-sm:align-bottom">{t('rolesPage.right')}</Th>
                {roles.map(({ name }) => (
                  <Th key={name} className="px-3 text-center max-sm:px-0 max-sm:align-bottom">
                    {/* Upright on phones, where all five columns have to fit. */}
                    <span className="max-sm:inline-block max-sm:rotate-180 max-sm:[writing-mode:vertical-rl]">
                      {name}
                    </span>
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ operation, what, allowed }) => (
                <Tr key={operation} data-operation={operation}>
                  <Th
                    scope="row"
                    className="min-w-48 whitespace-normal font-normal max-sm:min-w-0 max-sm:pr-2 max-sm:pl-4 text-foreground text-sm"
                  >
                    {what}
                  </Th>
                  {allowed.map((isAllowed, at) => (
                    <Td key={ROLES[at]} className="px-3 text-center max-sm:w-9 max-sm:px-0">
                      <span className="sr-only">{t(isAllowed ? 'rolesPage.yes' : 'rolesPage.no')}</span>
                      {isAllowed ? (
                        <Check aria-hidden="true" className="mx-auto size-4 text-success" />
                      ) : (
                        <Minus aria-hidden="true" className="mx-auto size-4 text-muted-foreground" />
                      )}
                    </Td>
                  ))}
                </Tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      </Card>
    </>
  );
}
