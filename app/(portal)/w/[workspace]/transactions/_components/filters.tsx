import Form from 'next/form';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button, buttonVariants } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { KINDS, kindLabel } from '@/lib/portal/labels';
import { hasFilters, type TransactionsParams } from '@/lib/portal/transactions-params';

interface FiltersProps {
  action: string;
  params: TransactionsParams;
  members: { id: string; name: string }[];
}

/** All filters are one form whose values end in the address, so that a view can be kept and sent to others. */
export function Filters({ action, params, members }: FiltersProps) {
  return (
    <Form
      prefetch={false}
      key={JSON.stringify(params)}
      action={action}
      className="grid grid-cols-2 items-end gap-x-3 gap-y-4 sm:grid-cols-3 xl:grid-cols-6"
    >
      <Field id="q" label="Text" className="col-span-2 sm:col-span-1">
        <Input id="q" name="q" type="search" defaultValue={params.text ?? ''} placeholder="Context, reason, feature" />
      </Field>
      <Field id="kind" label="Kind">
        <Select id="kind" name="kind" defaultValue={params.kind ?? ''}>
          <option value="">All kinds</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindLabel('en', kind)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="member" label="Member">
        <Select id="member" name="member" defaultValue={params.memberId ?? ''}>
          <option value="">Everybody</option>
          {members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="feature" label="Feature" className="max-sm:col-span-2">
        <Input id="feature" name="feature" defaultValue={params.feature ?? ''} placeholder="Any" />
      </Field>
      <Field id="from" label="From">
        <Input id="from" name="from" type="date" defaultValue={params.fromDate ?? ''} />
      </Field>
      <Field id="to" label="To">
        <Input id="to" name="to" type="date" defaultValue={params.toDate ?? ''} />
      </Field>
      {params.apiKeyId ? <input type="hidden" name="key" value={params.apiKeyId} /> : null}
      <div className="col-span-full flex gap-2">
        <Button type="submit" variant="outline">
          Apply filters
        </Button>
        {hasFilters(params) ? (
          <Link prefetch={false} href={action} className={buttonVariants({ variant: 'ghost' })}>
            Clear
          </Link>
        ) : null}
      </div>
    </Form>
  );
}

interface FieldProps {
  id: string;
  label: string;
  className?: string;
  children: ReactNode;
}

function Field({ id, label, className, children }: FieldProps) {
  return (
    <div className={className}>
      <Label htmlFor={id} className="mb-1.5 block text-muted-foreground text-xs">
        {label}
      </Label>
      {children}
    </div>
  );
}
