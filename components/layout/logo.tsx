import { cn } from '../cn';

/** The mark: a coffer seen from the front, its lid a hair open. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" className={cn('size-6', className)}>
      <rect x="1" y="1" width="22" height="22" rx="6" className="fill-primary" />
      <path
        d="M6.5 10.2V9a3 3 0 0 1 3-3h5a3 3 0 0 1 3 3v1.2"
        className="fill-none stroke-primary-foreground"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
      <path d="M6 12.4h12v3.4a2.2 2.2 0 0 1-2.2 2.2H8.2A2.2 2.2 0 0 1 6 15.8Z" className="fill-primary-foreground" />
      <circle cx="12" cy="14.4" r="1.1" className="fill-primary" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold text-lg tracking-tight', className)}>
      <LogoMark />
      Coffer
    </span>
  );
}
