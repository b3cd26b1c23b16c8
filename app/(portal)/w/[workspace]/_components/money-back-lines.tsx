import Link from 'next/link';
import type { MoneyBackLine } from '@/lib/portal/money-back';

/** What happened to money and credits, a sentence each, and where the purchase tells it all. */
export function MoneyBackLines({ lines }: { lines: MoneyBackLine[] }) {
  return (
    <ul className="space-y-2">
      {lines.map(({ key, text, purchase }) => (
        <li key={key}>
          {text}
          {purchase ? (
            <Link prefetch={false} href={purchase.href} className="block underline underline-offset-4">
              {purchase.label}
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
