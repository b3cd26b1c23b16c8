import { ArrowLeftRight, ChartColumn, CircleGauge, KeyRound, type LucideIcon, UsersRound, Wallet } from 'lucide-react';

export const NAV_ICONS = {
  overview: CircleGauge,
  'top-up': Wallet,
  usage: ChartColumn,
  transactions: ArrowLeftRight,
  members: UsersRound,
  keys: KeyRound,
} as const satisfies Record<string, LucideIcon>;

export type NavIcon = keyof typeof NAV_ICONS;
