import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** Our own type sizes, which the merger would otherwise take for colours. */
const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['display', 'hero'] }] } },
});

/** Joins class names; of two that set the same property the later one wins. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs));
}
