import { ChevronDown } from 'lucide-react';
import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { PageHeader } from '@/components/layout/page-header';
import { Badge } from '@/components/ui/badge';
import { listPeople, type PersonLine } from '@/lib/admin/people';
import type { AnyLocale } from '@/lib/i18n/locales';
import { roleLabel } from '@/lib/portal/labels';
import { one, oneOf, type SearchParams } from '@/lib/portal/query';
import { FilteredList, FilterInput, FilterSelect } from '../_components/filtered-list';
import { Inset, Section } from '../_components/parts';
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
        <FilteredList
          base={BASE}
          asked={asked}
          page={page}
          isShort
          empty={t('people.empty')}
          t={t}
          filters={
            <>
              <FilterInput
                id="q"
                label={t('search')}
                asked={asked.q}
                type="search"
                placeholder={t('people.searchHint')}
                className="w-full sm:w-80"
              />
              <FilterSelect
                id="only"
                label={t('people.only')}
                values={ONLY}
                labelOf={(only) => t(`people.${only}`)}
                asked={asked.only}
                className="w-44"
                t={t}
              />
            </>
          }
        >
          <ul>
            {page.items.map((person) => (
              <Person key={person.id} person={person} isYou={person.id === you} locale={locale} t={t} f={f} />
            ))}
          </ul>
        </FilteredList>
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

/** One line; what can be done with the account opens under it. */
function Person({ person, isYou, locale, t, f }: PersonProps) {
  const places = person.places.map(({ name, role }) => `${name} (${roleLabel(locale, role).name})`);
  return (
    <li className="border-t text-sm first:border-t-0">
      <details className="group">
        <summary className="flex items-center gap-4 px-5 py-3 hover:bg-muted/60 focus-visible:outline-offset-[-2px]">
          <span className="min-w-0 flex-1">
            <span className="mr-2 break-all font-medium">{person.email}</span>
            {person.isOperator ? <Badge tone="accent">{t('operator')}</Badge> : null}{' '}
            {person.suspendedAt ? <Badge tone="destructive">{t('people.isSuspended')}</Badge> : null}
            <span className="block text-muted-foreground text-xs">
              {places.length > 0 ? f.list(places) : t('people.noPlaces')} ·{' '}
              {t('people.sessions', { count: person.sessions })}
            </span>
          </span>
          <span className="figures shrink-0 text-muted-foreground text-xs max-sm:hidden">
            {t('people.since', { date: f.date(person.createdAt, ZONE) })}
          </span>
          <ChevronDown
            aria-hidden="true"
            className="size-4 shrink-0 text-muted-foreground group-open:rotate-180 motion-safe:transition-transform"
          />
        </summary>
        <div className="max-w-2xl space-y-8 px-5 pt-2 pb-6">
          {person.isOperator ? (
            <ActionForm
              action={withdrawAction.bind(null, person.id)}
              submit={t('people.withdraw')}
              submitLabel={t('people.withdrawOf', { email: person.email })}
              variant="destructive"
            >
              <ReasonField t={t} />
            </ActionForm>
          ) : null}
          {isYou ? null : <Suspension person={person} t={t} />}
        </div>
      </details>
    </li>
  );
}

function Suspension({ person, t }: { person: PersonLine; t: ConsoleTexts }) {
  if (person.suspendedAt) {
    return (
      <ActionForm
        action={unsuspendAction.bind(null, person.id)}
        submit={t('people.unsuspend')}
        submitLabel={t('people.unsuspendOf', { email: person.email })}
        variant="outline"
      >
        <ReasonField t={t} />
      </ActionForm>
    );
  }
  return (
    <ActionForm
      action={suspendAction.bind(null, person.id)}
      submit={t('people.suspend')}
      submitLabel={t('people.suspendOf', { email: person.email })}
      variant="destructive"
    >
      <p className="text-muted-foreground">{t('people.suspendNote')}</p>
      <ReasonField t={t} />
    </ActionForm>
  );
}
