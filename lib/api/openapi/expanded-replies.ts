import { z } from 'zod';
import { member, team } from './account-replies';
import * as reply from './replies';

/** What lists and single reads answer: a row, and under `expanded` what was asked for of the things it names. */
const related = {
  user: member.nullable(),
  onBehalfOf: member.nullable(),
  team: team.nullable(),
  grant: reply.grant.nullable(),
  hold: reply.hold.nullable(),
};

const expanded = <const K extends (keyof typeof related)[]>(...names: K) => ({
  expanded: z
    .object(Object.fromEntries(names.map((name) => [name, related[name].optional()])) as ExpandedShape<K>)
    .optional()
    .meta({ description: 'Only with `expand`: what was asked for, null where the row names nothing.' }),
});

type ExpandedShape<K extends (keyof typeof related)[]> = {
  [Name in K[number]]: z.ZodOptional<(typeof related)[Name]>;
};

export const transaction = reply.transaction
  .extend(expanded('onBehalfOf', 'grant', 'hold'))
  .meta({ id: 'TransactionRead' });
export const grant = reply.grant.extend(expanded('user', 'team')).meta({ id: 'GrantRead' });
export const hold = reply.hold.extend(expanded('user', 'team', 'onBehalfOf')).meta({ id: 'HoldRead' });
export const wallet = reply.wallet.extend(expanded('user', 'team')).meta({ id: 'WalletRead' });
