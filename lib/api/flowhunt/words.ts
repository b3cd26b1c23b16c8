import { z } from 'zod';
import { instant, instantBound, integer, members } from '../wires/words';
import { TRANSACTION_TYPES } from './transaction-types';

/** Python writes a time as text with a space where ISO 8601 has its T, and FlowHunt's own server reads it. */
const spaced = <T extends z.ZodType>(time: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d) /, '$1T') : value), time);

/** Members that FlowHunt's requests share. All are optional, and older clients send null for what they leave out. */
export const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 1_000;

export const limit = integer({ min: 1, max: LIMIT_MAX }).nullish();

export const period = {
  created_at_from: spaced(instantBound.nullish()),
  created_at_to: spaced(instantBound.nullish()),
  transaction_type: z.enum(TRANSACTION_TYPES).nullish(),
};

export const GROUPINGS = ['date', 'week', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const grouping = z.enum(GROUPINGS).nullish();

/** The last row already seen: its created_at, and its id to tell rows of one instant apart. */
export const pagination = members({
  sorting_key_value: spaced(instant.nullish()),
  scroll_id: z.string().nullish(),
}).nullish();
