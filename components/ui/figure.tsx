import { cn } from '../cn';

interface FigureProps {
  whole: string;
  fraction: string;
  unit: string;
  size?: 'hero' | 'display';
  className?: string;
}

/** An amount in big type: every digit is there, the fraction a step quieter. Long amounts shrink rather than break. */
export function Figure({ whole, fraction, unit, size = 'hero', className }: FigureProps) {
  const length = whole.length + fraction.length * 0.55;
  const sizeClass =
    size === 'display'
      ? 'text-display'
      : length > 13
        ? 'text-[clamp(1.75rem,7vw,3rem)] leading-none tracking-[-0.03em]'
        : length > 8
          ? 'text-[clamp(2.5rem,9vw,4.25rem)] leading-none tracking-[-0.04em]'
          : 'text-[clamp(3.25rem,12vw,4.25rem)] leading-none tracking-[-0.04em]';
  return (
    <p data-testid="figure" className={cn('figures flex flex-wrap items-baseline gap-x-3 font-semibold', className)}>
      <span className={sizeClass}>
        {whole}
        {fraction ? <span className="text-[0.55em] text-muted-foreground">{fraction}</span> : null}
      </span>
      <span className="font-normal text-lg text-muted-foreground">{unit}</span>
    </p>
  );
}
