import {
  ArrowLeftRight,
  Bell,
  ChartColumn,
  CircleGauge,
  KeyRound,
  type LucideIcon,
  ReceiptText,
  ScrollText,
  Settings,
  UsersRound,
  Wallet,
} from 'lucide-react';

export const NAV_ICONS = {
  overview: CircleGauge,
  'top-up': Wallet,
  usage: ChartColumn,
  transactions: ArrowLeftRight,
  members: UsersRound,
  keys: KeyRound,
  receipts: ReceiptText,
  alerts: Bell,
  audit: ScrollText,
  settings: Settings,
} as const satisfies Record<string, LucideIcon>;

export type NavIcon = keyof typeof NAV_ICONS;
