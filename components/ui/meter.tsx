import { fillClass } from '../charts/colors';

/** A thin bar for a share; the figure beside it says the same in text, so it is only for the eye. */
export function Meter({ percent, series = 0 }: { percent: number; series?: number }) {
  const width = Math.max(0, Math.min(100, percent));
  return (
    <svg aria-hidden="true" className="mt-1.5 block h-1 w-full overflow-hidden rounded-full" preserveAspectRatio="none">
      <rect width="100%" height="100%" className="fill-muted" />
      <rect width={`${width}%`} height="100%" className={fillClass(series)} />
    </svg>
  );
}
