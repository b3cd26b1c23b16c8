import Form from 'next/form';
import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { BackLink } from '@/components/layout/back-link';
import { PageHeader } from '@/components/layout/page-header';
import { Button, buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Select } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import { readHeirs } from '@/lib/portal/members';
import { oneId, type SearchParams } from '@/lib/portal/query';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { orScreen, pageTitle, requirePortal } from '../../_lib/portal';
import { handOverForm } from '../actions';

export const generateMetadata = pageTitle((locale) => translator(locale, 'members')('handOver.title'));

interface HandOverProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** Two steps, each its own address: choose who, then read what it means and type the name. */
export default async function HandOverPage({ params, searchParams }: HandOverProps) {
  const { workspace: slug } = await params;
  const { actor, workspace } = await requirePortal(slug, 'members:manage_owners', '/members/hand-over');
  const heirs = await orScreen(() => readHeirs(actor, workspace));
  const to = oneId(await searchParams, 'to');
  const heir = heirs.find(({ id }) => id === to);
  const t = translator(workspace.locale, 'members');
  return (
    <>
      <BackLink href={`/w/${workspace.slug}/members`}>{t('member.back')}</BackLink>
      <PageHeader title={t('handOver.title')}>{t('handOver.intro')}</PageHeader>
      <Card className="max-w-xl p-5">
        {heirs.length === 0 ? (
          <Empty title={t('handOver.nobody')}>{t('handOver.nobodyText')}</Empty>
        ) : heir ? (
          <Confirm workspace={workspace} heir={heir} />
        ) : (
          <Choose workspace={workspace} heirs={heirs} />
        )}
      </Card>
    </>
  );
}

interface Person {
  id: string;
  name: string;
}

function Choose({ workspace, heirs }: { workspace: PortalWorkspace; heirs: Person[] }) {
  const t = translator(workspace.locale, 'members');
  return (
    <Form action="" className="space-y-5">
      <p className="text-muted-foreground text-xs">{t('handOver.step1')}</p>
      <div>
        <Label htmlFor="to" className="mb-1.5 block">
          {t('handOver.to')}
        </Label>
        <Select id="to" name="to">
          {heirs.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit">{t('handOver.next')}</Button>
    </Form>
  );
}

function Confirm({ workspace, heir }: { workspace: PortalWorkspace; heir: Person }) {
  const t = translator(workspace.locale, 'members');
  return (
    <div className="space-y-5">
      <p className="text-muted-foreground text-xs">{t('handOver.step2')}</p>
      <p className="text-sm">{t('handOver.meaning', { name: heir.name, workspace: workspace.name })}</p>
      <ActionForm
        action={handOverForm.bind(null, workspace.slug, heir.id)}
        formId={newId()}
        submit={t('handOver.submit', { name: heir.name })}
        variant="destructive"
      >
        <TextField name="confirm" label={t('handOver.confirm', { name: workspace.name })} required />
      </ActionForm>
      <Link
        href={`/w/${workspace.slug}/members/hand-over`}
        prefetch={false}
        className={buttonVariants({ variant: 'link', className: 'px-0!' })}
      >
        {t('handOver.back')}
      </Link>
    </div>
  );
}
