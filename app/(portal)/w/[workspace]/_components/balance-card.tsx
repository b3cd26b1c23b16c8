import { CalendarClock, Gauge, Landmark } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Figure } from '@/components/ui/figure';
import type { BalanceCard as Balance } from '@/lib/portal/overview';

interface BalanceCardProps {
  balance: Balance;
  /** 'Available', or whose it is. */
  title: string;
  note?: string;
  topUpHref: string | null;
}

/** What is left, in the biggest type of the portal, and what people ask next: worth, pace, expiry. */
export function BalanceCard({ balance, title, note, topUpHref }: BalanceCardProps) {
  return (
    <Card aria-labelledby="balance-title">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-6 p-5 sm:p-7">
        <div className="min-w-0">
          <h2 id="balance-title" className="mb-3 text-muted-foreground text-sm">
            {title}
          </h2>
          <Figure {...balance.available} unit="credits" />
          {note ? <p className="mt-3 text-muted-foreground text-sm">{note}</p> : null}
          <Parts balance={balance} />
        </div>
        {topUpHref ? (
          <Link
            prefetch={false}
            href={topUpHref}
            className={buttonVariants({ size: 'lg', className: 'max-sm:w-full' })}
          >
            Top up
          </Link>
        ) : (
          <p className="max-w-48 text-muted-foreground text-sm">An owner, admin or billing contact can top up.</p>
        )}
      </div>
      <dl className="grid border-t sm:grid-cols-3 sm:divide-x max-sm:divide-y">
        <Fact icon={<Gauge />} label="At the present pace" detail={balance.runway.basis}>
          {paceText(balance)}
        </Fact>
        <Fact
          icon={<CalendarClock />}
          label="Expires next"
          detail={
            balance.nextExpiry
              ? `${balance.nextExpiry.date}, ${balance.nextExpiry.relative}`
              : 'No credits have an end date'
          }
        >
          {balance.nextExpiry ? `${balance.nextExpiry.amount} credits` : 'Nothing'}
        </Fact>
        <Fact
          icon={<Landmark />}
          label="Cash value"
          detail={balance.value ? 'Of paid credits, at the price paid' : 'No paid credits are left'}
        >
          {balance.value ?? 'None'}
        </Fact>
      </dl>
    </Card>
  );
}

function paceText({ runway, isEmpty }: Balance): string {
  if (isEmpty) return 'Used up';
  return runway.text === null ? 'No end in sight' : `Lasts ${runway.text}`;
}

function Fact({
  icon,
  label,
  detail,
  children,
}: {
  icon: ReactNode;
  label: string;
  detail: string;
  children: ReactNode;
}) {
  return (
    <div className="px-5 py-4 sm:px-7">
      <dt className="flex items-center gap-2 text-muted-foreground text-sm [&_svg]:size-4">
        <span aria-hidden="true">{icon}</span>
        {label}
      </dt>
      <dd className="figures mt-1.5 font-medium text-lg">{children}</dd>
      <dd className="mt-0.5 text-muted-foreground text-xs">{detail}</dd>
    </div>
  );
}

/** Only what there is: most wallets hold nothing back. */
function Parts({ balance }: { balance: Balance }) {
  const parts = [
    { label: 'on hold', amount: balance.held },
    { label: 'arriving', amount: balance.arriving },
    { label: 'in wallets of members and teams', amount: balance.elsewhere },
    { label: 'start later', amount: balance.scheduled },
    { label: 'owed', amount: balance.debt },
    ...balance.scoped.map(({ amount, features }) => ({ label: `only for ${features}`, amount })),
  ].filter(({ amount }) => amount !== null);
  if (parts.length === 0) return null;
  return (
    <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {parts.map(({ label, amount }) => (
        <li key={label} className="text-muted-foreground">
          <span className="figures font-medium text-foreground">{amount}</span> {label}
        </li>
      ))}
    </ul>
  );
}
