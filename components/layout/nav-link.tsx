'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cn } from '@/components/cn';

interface NavLinkProps {
  href: string;
  /** For an address that begins all others: it must match whole. */
  isExact: boolean;
  children: ReactNode;
}

/** Marks where the reader is. */
export function NavLink({ href, isExact, children }: NavLinkProps) {
  const pathname = usePathname();
  const isHere = pathname === href || (!isExact && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      className={cn(
        'flex h-9 items-center gap-2.5 rounded-md px-2.5 text-muted-foreground text-sm hover:bg-muted hover:text-foreground max-lg:h-11',
        isHere && 'bg-muted font-medium text-foreground',
      )}
    >
      {children}
    </Link>
  );
}
