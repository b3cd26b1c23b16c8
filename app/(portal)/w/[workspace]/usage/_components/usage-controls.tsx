import Form from 'next/form';
import Link from 'next/link';
import { AutoSubmitSelect } from '@/components/auto-submit-select';
import { cn } from '@/components/cn';
import { FilterField } from '@/components/forms/filter-field';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { AnyLocale } from '@/lib/i18n/locales';
import { type Translator, translator } from '@/lib/i18n/translator';
import type { UsageGrouping, UsageInterval } from '@/lib/ledger/types';
import type { Named } from '@/lib/portal/names';
import { withQuery } from '@/lib/portal/query';
import { PRESET_KEYS, PRESETS, type UsageParams, usageQuery } from '@/lib/portal/usage-params';
import { zoneChoices } from '@/lib/portal/zones';
import { RangeCalendar } from './range-calendar';

const INTERVALS: UsageInterval[] = ['day', 'week', 'month'];
const GROUPINGS: UsageGrouping[] = ['feature', 'member', 'key', 'kind', 'none'];

interface UsageControlsProps {
  locale: AnyLocale;
  base: string;
  params: UsageParams;
  members: Named[];
  workspaceZone: string;
  /** The newest day that can be chosen. */
  today: string;
}

/** Range, interval and grouping. Every choice is an address. */
export function UsageControls(props: UsageControlsProps) {
  const { locale, base, params } = props;
  const t = translator(locale, 'usage');
  const query = usageQuery(params);
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
      <Choices
        label={t('presets.label')}
        options={PRESETS.map((preset) => ({
          label: t(`presets.${preset}`),
          isOn: params.preset === preset,
          shortcut: PRESET_KEYS[preset],
          href: withQuery(base, { ...query, from: undefined, to: undefined, by: undefined, range: preset }),
        }))}
      />
      <Choices
        label={t('interval')}
        options={INTERVALS.map((interval) => ({
          label: t(`buckets.${interval}`),
          isOn: params.interval === interval,
          href: withQuery(base, { ...query, by: interval }),
        }))}
      />
      <Choices
        label={t('splitBy')}
        options={GROUPINGS.map((grouping) => ({
          label: t(`groupings.${grouping}`),
          isOn: params.groupBy === grouping,
          href: withQuery(base, { ...query, group: grouping }),
        }))}
      />
      <DatesAndMember {...props} t={t} />
    </div>
  );
}

interface ChoicesProps {
  label: string;
  options: { label: string; href: string; isOn: boolean; shortcut?: string | null }[];
}

function Choices({ label, options }: ChoicesProps) {
  return (
    <nav aria-label={label} className="min-w-0">
      <p aria-hidden="true" className="mb-1.5 font-medium text-muted-foreground text-xs">
        {label}
      </p>
      <ul className="flex flex-wrap gap-0.5 rounded-md bg-muted p-0.5">
        {options.map((option) => (
          <li key={option.label}>
            <Link
              href={option.href}
              prefetch={false}
              scroll={false}
              aria-current={option.isOn ? 'true' : undefined}
              data-shortcut={option.shortcut ?? undefined}
              className={cn(
                'flex h-8 items-center rounded-sm px-2.5 text-muted-foreground text-sm hover:text-foreground',
                option.isOn && 'bg-card font-medium text-foreground shadow-raise',
              )}
            >
              {option.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function DatesAndMember({
  locale,
  base,
  params,
  members,
  workspaceZone,
  today,
  t,
}: UsageControlsProps & { t: Translator<'usage'> }) {
  const query = usageQuery(params);
  const { by, group, key, feature, compare } = query;
  const shownZone = params.timeZone ?? workspaceZone;
  return (
    <>
      <Form
        prefetch={false}
        action={base}
        id="usage-dates"
        key={`dates ${JSON.stringify(params)}`}
        className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
      >
        <Kept values={{ by, group, key, feature, compare, member: query.member, tz: query.tz }} />
        <FilterField id="usage-from" label={t('controls.from')}>
          <Input id="usage-from" name="from" type="date" defaultValue={params.fromDate} className="sm:w-40" />
        </FilterField>
        <FilterField id="usage-to" label={t('controls.to')}>
          <Input id="usage-to" name="to" type="date" defaultValue={params.toDate} className="sm:w-40" />
        </FilterField>
        <Button type="submit" variant="outline">
          {t('controls.show')}
        </Button>
        <RangeCalendar
          key={`${params.fromDate} ${params.toDate}`}
          locale={locale}
          fromDate={params.fromDate}
          toDate={params.toDate}
          today={today}
          texts={{
            open: t('calendar.open'),
            title: t('calendar.title'),
            hint: t('calendar.hint'),
            apply: t('calendar.apply'),
            cancel: t('calendar.cancel'),
            loading: t('calendar.loading'),
            failed: t('calendar.failed'),
          }}
        />
      </Form>
      <Form
        prefetch={false}
        action={base}
        key={`view ${JSON.stringify(params)}`}
        className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
      >
        <Kept values={{ by, group, key, feature, compare, range: query.range, from: query.from, to: query.to }} />
        <FilterField id="usage-member" label={t('controls.member')}>
          <AutoSubmitSelect id="usage-member" name="member" defaultValue={params.memberId ?? ''} className="sm:w-44">
            <option value="">{t('controls.everybody')}</option>
            {members.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </AutoSubmitSelect>
        </FilterField>
        <FilterField id="usage-zone" label={t('controls.zone')}>
          <AutoSubmitSelect id="usage-zone" name="tz" defaultValue={shownZone} className="sm:w-44">
            {zoneChoices(workspaceZone, shownZone).map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </AutoSubmitSelect>
        </FilterField>
        <noscript>
          <Button type="submit" variant="outline">
            {t('controls.show')}
          </Button>
        </noscript>
      </Form>
    </>
  );
}

/** What the address says besides a form's own fields. */
function Kept({ values }: { values: Record<string, string | undefined> }) {
  return Object.entries(values).map(([name, value]) =>
    value ? <input key={name} type="hidden" name={name} value={value} /> : null,
  );
}
