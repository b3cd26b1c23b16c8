import { z } from 'zod';
import { instant, instantBound, integer, members } from '../wires/words';
import { TRANSACTION_TYPES } from './transaction-types';

/** Members that FlowHunt's requests share. All are optional, and older clients send null for what they leave out. */
export const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 1_000;

export const limit = integer({ min: 1, max: LIMIT_MAX }).nullish();

export const period = {
  created_at_from: instantBound.nullish(),
  created_at_to: instantBound.nullish(),
  transaction_type: z.enum(TRANSACTION_TYPES).nullish(),
};

export const GROUPINGS = ['date', 'week', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const grouping = z.enum(GROUPINGS).nullish();

/** The last row already seen: its created_at, and its id to tell rows of one instant apart. */
export const pagination = members({ sorting_key_value: instant.nullish(), scroll_id: z.string().nullish() }).nullish();
