import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';

/** To the list that a page belongs to. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="mb-3 inline-flex min-h-6 items-center gap-1 text-muted-foreground text-sm hover:text-foreground"
    >
      <ChevronLeft aria-hidden="true" className="size-4" />
      {children}
    </Link>
  );
}
