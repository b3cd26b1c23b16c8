import Form from 'next/form';
import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Input, Select } from '@/components/ui/input';
import { listPeople, type PersonLine } from '@/lib/admin/people';
import type { AnyLocale } from '@/lib/i18n/locales';
import { roleLabel } from '@/lib/portal/labels';
import { one, oneOf, type SearchParams, withQuery } from '@/lib/portal/query';
import { FilterField, Folded, Inset, Pages, Section } from '../_components/parts';
import { ReasonField } from '../_components/reason-field';
import { type ConsoleFormats, type ConsoleTexts, consoleTitle, orScreen, requireConsole, ZONE } from '../_lib/console';
import { addOperatorAction, suspendAction, unsuspendAction, withdrawAction } from './actions';

export const generateMetadata = consoleTitle('people');

const BASE = '/admin/people';
const ONLY = ['operators', 'suspended'] as const;

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { actor, locale, t, f } = await requireConsole('users:manage', BASE);
  const params = await searchParams;
  const asked = { q: one(params, 'q')?.slice(0, 200), only: oneOf(params, 'only', ONLY) };
  const page = await orScreen(() =>
    listPeople(actor, { text: asked.q, only: asked.only, cursor: one(params, 'cursor') }),
  );
  const you = actor.kind === 'user' ? actor.userId : null;
  return (
    <>
      <PageHeader title={t('nav.people')}>{t('people.intro')}</PageHeader>
      <div className="space-y-6">
        <Form prefetch={false} action={BASE} key={JSON.stringify(asked)} className="flex flex-wrap items-end gap-3">
          <FilterField id="q" label={t('search')} className="w-full sm:w-80">
            <Input id="q" name="q" type="search" defaultValue={asked.q ?? ''} placeholder={t('people.searchHint')} />
          </FilterField>
          <FilterField id="only" label={t('people.only')} className="w-44">
            <Select id="only" name="only" defaultValue={asked.only ?? ''}>
              <option value="">{t('all')}</option>
              {ONLY.map((only) => (
                <option key={only} value={only}>
                  {t(`people.${only}`)}
                </option>
              ))}
            </Select>
          </FilterField>
          <Button type="submit" variant="outline">
            {t('show')}
          </Button>
        </Form>
        <Card className="overflow-hidden">
          {page.items.length === 0 ? (
            <Empty title={t('noMatch')}>{t('noMatchText')}</Empty>
          ) : (
            <ul>
              {page.items.map((person) => (
                <Person key={person.id} person={person} isYou={person.id === you} locale={locale} t={t} f={f} />
              ))}
            </ul>
          )}
        </Card>
        <Pages page={page} t={t} hrefOf={(cursor) => withQuery(BASE, { ...asked, cursor })} />
        <div className="max-w-2xl">
          <Section title={t('people.add')} note={t('people.addNote')}>
            <Inset>
              <ActionForm action={addOperatorAction} submit={t('people.add')} variant="outline">
                <TextField name="email" label={t('customer.email')} type="email" required />
                <ReasonField t={t} />
              </ActionForm>
            </Inset>
          </Section>
        </div>
      </div>
    </>
  );
}

interface PersonProps {
  person: PersonLine;
  isYou: boolean;
  locale: AnyLocale;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

function Person({ person, isYou, locale, t, f }: PersonProps) {
  const places = person.places.map(({ name, role }) => `${name} (${roleLabel(locale, role).name})`);
  return (
    <li className="border-t text-sm first:border-t-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 py-4">
        <p className="min-w-0">
          <span className="break-all font-medium">{person.email}</span>
          {person.isOperator ? (
            <Badge tone="accent" className="ml-2">
              {t('operator')}
            </Badge>
          ) : null}
          {person.suspendedAt ? (
            <Badge tone="destructive" className="ml-2">
              {t('people.isSuspended')}
            </Badge>
          ) : null}
          <span className="block text-muted-foreground text-xs">
            {places.length > 0 ? f.list(places) : t('people.noPlaces')} ·{' '}
            {t('people.sessions', { count: person.sessions })}
          </span>
        </p>
        <span className="figures text-muted-foreground text-xs">{f.date(person.createdAt, ZONE)}</span>
      </div>
      {person.isOperator ? (
        <Folded title={t('people.withdraw')}>
          <ActionForm
            action={withdrawAction.bind(null, person.id)}
            submit={t('people.withdraw')}
            submitLabel={t('people.withdrawOf', { email: person.email })}
            variant="destructive"
          >
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
      ) : null}
      {isYou ? null : person.suspendedAt ? (
        <Folded title={t('people.unsuspend')}>
          <ActionForm
            action={unsuspendAction.bind(null, person.id)}
            submit={t('people.unsuspend')}
            submitLabel={t('people.unsuspendOf', { email: person.email })}
            variant="outline"
          >
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
      ) : (
        <Folded title={t('people.suspend')}>
          <p className="mb-4 text-muted-foreground">{t('people.suspendNote')}</p>
          <ActionForm
            action={suspendAction.bind(null, person.id)}
            submit={t('people.suspend')}
            submitLabel={t('people.suspendOf', { email: person.email })}
            variant="destructive"
          >
            <ReasonField t={t} />
          </ActionForm>
        </Folded>
      )}
    </li>
  );
}
