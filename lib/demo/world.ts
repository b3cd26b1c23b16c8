/** Who and what there is in the demo, before anything happens. */

import type { Role } from '@/prisma/generated/enums';
import type { KeyScope } from '../auth/actor';
import type { Mode } from '../ledger/types';
import { idOf } from './random';

/** Local days of usage, today included. */
export const DAYS = 90;

export const OPERATOR = { id: idOf('operator'), name: 'Olivia Marsh', email: 'operator@coffer.test' };
export const OPERATOR_KEY = { id: idOf('operator key'), name: 'Backend of the demo' };

export interface DemoMember {
  id: string;
  externalId: string;
  name: string;
  role: Role;
  /** null: known from usage only, never signs in. */
  email: string | null;
  /** How much of the usage is theirs. */
  weight: number;
}

export interface DemoKey {
  id: string;
  /** How the description calls it; absent: only its usage is seen. */
  label?: 'admin' | 'grant' | 'spend' | 'read' | 'test';
  /** Speaks for this one member. */
  memberId?: string;
  name: string;
  mode: Mode;
  scopes: KeyScope[];
}

export interface DemoFeature {
  name: string;
  /** What a call is said to have done. */
  did: readonly string[];
  /** Share of the calls. */
  weight: number;
  /** Credits of a typical call, and how far they spread (1 = hardly). */
  typical: number;
  spread: number;
  /** Whole credits only. */
  isWhole?: boolean;
}

export interface DemoWorkspace {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  billingEmail: string;
  members: DemoMember[];
  team: { id: string; externalId: string; name: string; memberIds: string[] };
  keys: DemoKey[];
  features: DemoFeature[];
  /** Calls on an ordinary weekday. */
  callsPerDay: number;
}

type MemberSeed = [name: string, role: Role, email: string | null, weight: number];

const membersOf = (slug: string, seeds: MemberSeed[]): DemoMember[] =>
  seeds.map(([name, role, email, weight], index) => ({
    id: idOf(`${slug} member ${index + 1}`),
    externalId: `u-${index + 1}`,
    name,
    role,
    email: email && `${email}@${slug}.test`,
    weight,
  }));

/** The name of the key that speaks for one member. */
export const MEMBER_KEY = 'Own dashboard';

function keysOf(slug: string, appName: string, memberId: string): DemoKey[] {
  const key = (name: string, mode: Mode, scopes: KeyScope[], label?: DemoKey['label']): DemoKey => ({
    id: idOf(`${slug} key ${label ?? name}`),
    name,
    mode,
    scopes,
    ...(label && { label }),
  });
  return [
    key('Administration', 'live', ['read', 'spend', 'grant', 'admin'], 'admin'),
    key('Onboarding service', 'live', ['read', 'grant'], 'grant'),
    key(appName, 'live', ['read', 'spend'], 'spend'),
    key('Reporting', 'live', ['read'], 'read'),
    key('Staging', 'test', ['read', 'spend', 'grant'], 'test'),
    key('Nightly batch', 'live', ['spend']),
    key('Mobile app', 'live', ['spend']),
    { ...key(MEMBER_KEY, 'live', ['read']), memberId },
  ];
}

const acmeMembers = membersOf('acme', [
  ['Ada Brandt', 'owner', 'ada', 1],
  ['Bilal Kaya', 'admin', 'bilal', 3],
  ['Carla Neumann', 'billing', 'carla', 0],
  ['Dmitri Weiss', 'member', 'dmitri', 6],
  ['Elif Sommer', 'viewer', 'elif', 0],
  ['Finn Jansen', 'member', null, 4],
]);

const globexMembers = membersOf('globex', [
  ['Grace Holt', 'owner', 'grace', 2],
  ['Hank Rivera', 'admin', 'hank', 4],
  ['Imani Cole', 'billing', 'imani', 0],
  ['Jun Park', 'member', 'jun', 7],
  ['Kay Lindqvist', 'viewer', 'kay', 0],
]);

export const WORKSPACES: readonly DemoWorkspace[] = [
  {
    id: idOf('acme'),
    slug: 'acme',
    name: 'Acme GmbH',
    timeZone: 'Europe/Berlin',
    currency: 'eur',
    billingEmail: 'billing@acme.test',
    members: acmeMembers,
    team: {
      id: idOf('acme team research'),
      externalId: 'research',
      name: 'Research',
      memberIds: acmeMembers.filter(({ externalId }) => ['u-2', 'u-4'].includes(externalId)).map(({ id }) => id),
    },
    keys: keysOf('acme', 'Web app', idOf('acme member 4')),
    features: [
      {
        name: 'chat',
        did: ['Answered a customer', 'Drafted a reply', 'Helped an editor'],
        weight: 9,
        typical: 1.2,
        spread: 2,
      },
      { name: 'summaries', did: ['Summarised a meeting', 'Summarised a thread'], weight: 5, typical: 3.5, spread: 1.7 },
      {
        name: 'translation',
        did: ['Translated a page', 'Translated a contract'],
        weight: 3,
        typical: 4.5,
        spread: 1.9,
      },
      { name: 'images', did: ['Drew a picture', 'Drew a banner'], weight: 2, typical: 24, spread: 1.4, isWhole: true },
    ],
    callsPerDay: 42,
  },
  {
    id: idOf('globex'),
    slug: 'globex',
    name: 'Globex Corporation',
    timeZone: 'America/New_York',
    currency: 'usd',
    billingEmail: 'accounts@globex.test',
    members: globexMembers,
    team: {
      id: idOf('globex team support'),
      externalId: 'support',
      name: 'Support',
      memberIds: globexMembers.filter(({ externalId }) => ['u-2', 'u-4'].includes(externalId)).map(({ id }) => id),
    },
    keys: keysOf('globex', 'Help desk', idOf('globex member 4')),
    features: [
      {
        name: 'transcription',
        did: ['Wrote down a call', 'Wrote down a voicemail'],
        weight: 4,
        typical: 14,
        spread: 1.8,
      },
      { name: 'chat', did: ['Answered a caller', 'Suggested an answer'], weight: 8, typical: 0.9, spread: 2.2 },
      { name: 'classification', did: ['Sorted a ticket'], weight: 6, typical: 0.15, spread: 1.3 },
    ],
    callsPerDay: 34,
  },
];

const CREDIT = 1_000_000n;

export interface DemoPack {
  id: string;
  name: string;
  creditMicro: bigint;
  bonusMicro: bigint;
  priceMinor: bigint;
  currency: string;
  validDays: number | null;
  bonusValidDays: number | null;
  isFeatured: boolean;
  position: number;
}

type PackSeed = [name: string, credits: bigint, bonus: bigint, price: bigint, validDays: number | null];

const PACKS_IN_EACH_CURRENCY: PackSeed[] = [
  ['Starter', 500n, 0n, 6_00n, 365],
  ['Small', 2_000n, 0n, 22_00n, 365],
  ['Team', 5_000n, 250n, 50_00n, 365],
  ['Business', 20_000n, 1_500n, 180_00n, null],
  ['Enterprise', 100_000n, 10_000n, 800_00n, null],
];

const BONUS_VALID_DAYS = 90;

export const PACKS: readonly DemoPack[] = ['eur', 'usd'].flatMap((currency) =>
  PACKS_IN_EACH_CURRENCY.map(([name, credits, bonus, priceMinor, validDays], position) => ({
    id: idOf(`pack ${name} ${currency}`),
    name,
    creditMicro: credits * CREDIT,
    bonusMicro: bonus * CREDIT,
    priceMinor,
    currency,
    validDays,
    bonusValidDays: bonus > 0n ? BONUS_VALID_DAYS : null,
    isFeatured: name === 'Team',
    position,
  })),
);

/** One pack has a price in a third currency beside its own, in which nothing else is sold. */
export const SECOND_PRICES = [{ packId: idOf('pack Business eur'), currency: 'gbp', priceMinor: 155_00n }];

/** One cent buys 0.8 credits where people choose an amount of their own: 1.25 minor units a credit. */
export const CREDIT_PRICES = ['eur', 'usd'].map((currency) => ({
  currency,
  unitCostNano: 1_250_000_000n,
  minMinor: 5_00n,
  maxMinor: 2_500_00n,
  validDays: 365,
}));
