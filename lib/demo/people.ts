import { createDefaultAlerts } from '../alerts/defaults';
import type { PoolClient } from '../db/pool';
import { idOf } from './random';
import { CREDIT_PRICES, type DemoMember, type DemoWorkspace, OPERATOR, PACKS, SECOND_PRICES } from './world';

/** The account with which a member signs in; null for one who never does. */
export const userIdOf = ({ email }: Pick<DemoMember, 'email'>): string | null => email && idOf(`user ${email}`);

async function insertUser(
  client: PoolClient,
  user: { id: string; name: string; email: string; isOperator: boolean; createdAt: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO users (id, name, email, email_verified, is_operator, created_at) VALUES ($1, $2, $3, $5, $4, $5)
     ON CONFLICT (id) DO NOTHING`,
    [user.id, user.name, user.email, user.isOperator, user.createdAt],
  );
}

async function insertWorkspace(client: PoolClient, workspace: DemoWorkspace, createdAt: Date): Promise<void> {
  const { id, slug, name, timeZone, currency, billingEmail, members, team } = workspace;
  const { rowCount } = await client.query(
    `INSERT INTO workspaces (id, external_id, slug, name, time_zone, currency, billing_email, created_at)
     VALUES ($1, $2, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    [id, slug, name, timeZone, currency, billingEmail, createdAt],
  );
  if (rowCount === 1) await createDefaultAlerts(client, id);
  for (const member of members) {
    const userId = userIdOf(member);
    if (userId && member.email) {
      await insertUser(client, { id: userId, name: member.name, email: member.email, isOperator: false, createdAt });
    }
    await client.query(
      `INSERT INTO members (workspace_id, id, user_id, external_id, name, email, role, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::role, $8) ON CONFLICT DO NOTHING`,
      [id, member.id, userId, member.externalId, member.name, member.email, member.role, createdAt],
    );
  }
  await client.query(
    `INSERT INTO teams (workspace_id, id, external_id, name, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [id, team.id, team.externalId, team.name, createdAt],
  );
  await client.query(
    `INSERT INTO team_members (workspace_id, team_id, member_id) SELECT $1, $2, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
    [id, team.id, team.memberIds],
  );
}

/** What is for sale. */
async function insertOffers(client: PoolClient, createdAt: Date): Promise<void> {
  for (const pack of PACKS) {
    await client.query(
      `INSERT INTO packs (id, name, credit_micro, bonus_micro, price_minor, currency, valid_days, bonus_valid_days,
         is_featured, position, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
      [
        ...[pack.id, pack.name, pack.creditMicro, pack.bonusMicro, pack.priceMinor, pack.currency, pack.validDays],
        ...[pack.bonusValidDays, pack.isFeatured, pack.position, createdAt],
      ],
    );
  }
  for (const { packId, currency, priceMinor } of SECOND_PRICES) {
    await client.query(
      'INSERT INTO pack_prices (pack_id, currency, price_minor) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [packId, currency, priceMinor],
    );
  }
  for (const { currency, unitCostNano, minMinor, maxMinor, validDays } of CREDIT_PRICES) {
    await client.query(
      `INSERT INTO credit_prices (currency, unit_cost_nano, min_minor, max_minor, valid_days) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (currency) DO NOTHING`,
      [currency, unitCostNano, minMinor, maxMinor, validDays],
    );
  }
}

/** The operator, the workspaces with their people, and the offers. What is there already stays as it is. */
export async function insertPeople(
  client: PoolClient,
  workspaces: readonly DemoWorkspace[],
  createdAt: Date,
): Promise<void> {
  await insertUser(client, { ...OPERATOR, isOperator: true, createdAt });
  for (const workspace of workspaces) await insertWorkspace(client, workspace, createdAt);
  await insertOffers(client, createdAt);
}
