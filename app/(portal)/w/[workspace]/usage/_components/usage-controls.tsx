import Form from 'next/form';
import Link from 'next/link';
import { AutoSubmitSelect } from '@/components/auto-submit-select';
import { cn } from '@/components/cn';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { UsageGrouping, UsageInterval } from '@/lib/ledger/types';
import { withQuery } from '@/lib/portal/query';
import { PRESET_LABELS, type Preset, type UsageParams, usageQuery } from '@/lib/portal/usage-params';

const INTERVALS: Record<UsageInterval, string> = { day: 'Day', week: 'Week', month: 'Month' };
const GROUPINGS: Record<UsageGrouping, string> = {
  feature: 'Feature',
  member: 'Member',
  key: 'API key',
  kind: 'Kind',
  none: 'Nothing',
};

interface UsageControlsProps {
  base: string;
  params: UsageParams;
  members: { id: string; name: string }[];
}

/** Range, interval and grouping. Every choice is an address. */
export function UsageControls({ base, params, members }: UsageControlsProps) {
  const query = usageQuery(params);
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
      <Choices
        label="Range"
        options={(Object.entries(PRESET_LABELS) as [Preset, string][]).map(([preset, label]) => ({
          label,
          isOn: params.preset === preset,
          href: withQuery(base, { ...query, from: undefined, to: undefined, by: undefined, range: preset }),
        }))}
      />
      <Choices
        label="Per"
        options={(Object.entries(INTERVALS) as [UsageInterval, string][]).map(([interval, label]) => ({
          label,
          isOn: params.interval === interval,
          href: withQuery(base, { ...query, by: interval }),
        }))}
      />
      <Choices
        label="Split by"
        options={(Object.entries(GROUPINGS) as [UsageGrouping, string][]).map(([grouping, label]) => ({
          label,
          isOn: params.groupBy === grouping,
          href: withQuery(base, { ...query, group: grouping }),
        }))}
      />
      <DatesAndMember base={base} params={params} members={members} />
    </div>
  );
}

interface ChoicesProps {
  label: string;
  options: { label: string; href: string; isOn: boolean }[];
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

function DatesAndMember({ base, params, members }: UsageControlsProps) {
  const query = usageQuery(params);
  const keep = { by: query.by, group: query.group, key: query.key, feature: query.feature };
  return (
    <Form
      prefetch={false}
      action={base}
      key={JSON.stringify(params)}
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      {Object.entries(keep).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <DateField name="from" label="From" value={params.fromDate} />
      <DateField name="to" label="To" value={params.toDate} />
      <div>
        <label htmlFor="usage-member" className="mb-1.5 block font-medium text-muted-foreground text-xs">
          Member
        </label>
        <AutoSubmitSelect id="usage-member" name="member" defaultValue={params.memberId ?? ''} className="sm:w-44">
          <option value="">Everybody</option>
          {members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </AutoSubmitSelect>
      </div>
      <Button type="submit" variant="outline">
        Show
      </Button>
    </Form>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div>
      <label htmlFor={`usage-${name}`} className="mb-1.5 block font-medium text-muted-foreground text-xs">
        {label}
      </label>
      <Input id={`usage-${name}`} name={name} type="date" defaultValue={value} className="sm:w-40" />
    </div>
  );
}
