import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { e2eEnvironment } from './environment';

const ROLES = ['viewer', 'member', 'billing', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody at the door of a workspace: a name, and the cookie header of their session. */
export interface Visitor {
  name: string;
  role: Role | 'operator' | 'stranger' | 'nobody';
  cookie: string;
}

export interface House {
  id: string;
  slug: string;
  visitors: Visitor[];
  transactionId: string;
  grantId: string;
  packId: string;
  purchaseId: string;
  /** Of an automatic top-up. */
  attemptId: string;
  memberId: string;
  teamId: string;
  keyId: string;
  ruleId: string;
  endpointId: string;
}

/** A workspace with a credit, a purchase, and everybody who can come to its pages, signed in already. */
export async function buildHouse(): Promise<House> {
  const client = new pg.Client({ connectionString: process.env.COFFER_E2E_DATABASE_URL });
  await client.connect();
  try {
    const [id, otherId] = [await addWorkspace(client), await addWorkspace(client)];
    const visit = async (name: string, role: Visitor['role'], places: Place[], more: Person = {}) => ({
      name,
      role,
      cookie: await addVisitor(client, places, more),
    });
    const visitors: Visitor[] = [{ name: 'nobody', role: 'nobody', cookie: '' }];
    for (const role of ROLES) visitors.push(await visit(role, role, [{ workspaceId: id, role }]));
    const gone = { workspaceId: id, role: 'owner', isRemoved: true } as const;
    visitors.push(
      await visit('removed owner with a live session', 'stranger', [gone]),
      await visit("another workspace's owner", 'stranger', [{ workspaceId: otherId, role: 'owner' }]),
      await visit('user without a workspace', 'stranger', []),
      await visit('suspended owner', 'nobody', [{ workspaceId: id, role: 'owner' }], { isSuspended: true }),
      await visit('owner whose session has ended', 'nobody', [{ workspaceId: id, role: 'owner' }], { isEnded: true }),
      await visit('operator', 'operator', [], { isOperator: true }),
    );
    const purchaseId = randomUUID();
    await client.query(
      `INSERT INTO purchases (workspace_id, id, credit_micro, price_minor, currency, actor_kind)
       VALUES ($1, $2, 1000000, 100, 'usd', 'user')`,
      [id, purchaseId],
    );
    const attemptId = await addAttempt(client, id, purchaseId);
    return {
      id,
      slug: slugOf(id),
      visitors,
      purchaseId,
      attemptId,
      ...(await grant(id)),
      packId: await addPack(client),
      ...(await furnish(client, id)),
    };
  } finally {
    await client.end();
  }
}

async function addPack(client: pg.Client): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO packs (id, name, credit_micro, price_minor, currency, is_active)
     VALUES ($1, 'Door', 1000000, 100, 'usd', false)`,
    [id],
  );
  return id;
}

/** One of each thing that has a page of its own. */
async function furnish(client: pg.Client, id: string) {
  const made = {
    memberId: randomUUID(),
    teamId: randomUUID(),
    keyId: randomUUID(),
    ruleId: randomUUID(),
    endpointId: randomUUID(),
  };
  const insert = (text: string, values: unknown[]) => client.query(text, [id, ...values]);
  await insert('INSERT INTO members (workspace_id, id, name) VALUES ($1, $2, $3)', [made.memberId, 'Bo']);
  await insert('INSERT INTO teams (workspace_id, id, name) VALUES ($1, $2, $3)', [made.teamId, 'Crew']);
  await insert(
    `INSERT INTO api_keys (workspace_id, id, name, mode, scopes, prefix, last4, hash, member_id)
     SELECT $1, $2, 'Door', 'live', '{read}', 'sk_live_abcd', 'wxyz', $3, id FROM members
     WHERE workspace_id = $1 AND role = 'member' AND user_id IS NOT NULL LIMIT 1`,
    [made.keyId, randomBytes(32)],
  );
  await insert(`INSERT INTO alert_rules (workspace_id, id, kind, percent) VALUES ($1, $2, 'share_below', 10)`, [
    made.ruleId,
  ]);
  await insert(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret)
     VALUES ($1, $2, 'live', 'https://hooks.example.com/', $3)`,
    [made.endpointId, randomBytes(64)],
  );
  return made;
}

const slugOf = (id: string): string => `access-${id.slice(0, 8)}`;

async function addWorkspace(client: pg.Client): Promise<string> {
  const id = randomUUID();
  await client.query("INSERT INTO workspaces (id, slug, name, time_zone) VALUES ($1, $2, 'Access', 'UTC')", [
    id,
    slugOf(id),
  ]);
  return id;
}

/** A rule that is off, and a try of its that was withdrawn. */
async function addAttempt(client: pg.Client, workspaceId: string, purchaseId: string): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO auto_top_up_rules (workspace_id, state, state_reason, state_since, threshold_micro, amount_minor, currency,
       attempt_cap_minor, day_cap_minor, month_cap_minor, consent_version, consent_text, consent_locale, consent_actor_id,
       consent_email, consent_at)
     VALUES ($1, 'off', 'stopped', now(), 0, 100, 'usd', 100, 100, 100, 'test', 'I agree.', 'en', $2, 'a@example.com', now())`,
    [workspaceId, id],
  );
  await client.query(
    `INSERT INTO auto_top_up_attempts (workspace_id, id, purchase_id, state, cause, threshold_micro, available_micro,
       arriving_micro, total_minor, currency, created_at, ended_at)
     VALUES ($1, $2, $3, 'canceled', 'sweep', 0, 0, 0, 100, 'usd', now(), now())`,
    [workspaceId, id, purchaseId],
  );
  return id;
}

interface Place {
  workspaceId: string;
  role: Role;
  isRemoved?: boolean;
}

interface Person {
  isOperator?: boolean;
  isSuspended?: boolean;
  isEnded?: boolean;
}

/** A user with a session; answers the cookie. */
async function addVisitor(client: pg.Client, places: Place[], person: Person): Promise<string> {
  const [userId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  await client.query(
    `INSERT INTO users (id, email, email_verified, is_operator, suspended_at)
     VALUES ($1, $2, now(), $3, CASE WHEN $4 THEN now() END)`,
    [userId, `${userId}@example.com`, person.isOperator ?? false, person.isSuspended ?? false],
  );
  for (const { workspaceId, role, isRemoved = false } of places) {
    await client.query(
      `INSERT INTO members (workspace_id, id, user_id, name, email, role, removed_at)
       VALUES ($1, $2, $3, 'Ada', $4, $5::role, CASE WHEN $6 THEN now() END)`,
      [workspaceId, randomUUID(), userId, `${userId}@example.com`, role, isRemoved],
    );
  }
  await client.query(
    `INSERT INTO sessions (id, session_token, user_id, expires)
     VALUES ($1, $2, $3, now() + make_interval(hours => $4))`,
    [randomUUID(), createHash('sha256').update(token).digest('hex'), userId, person.isEnded ? -1 : 1],
  );
  return `coffer.session=${token}`;
}

/** Credits by the operator's key; answers the grant and its transaction. */
async function grant(customerId: string): Promise<{ transactionId: string; grantId: string }> {
  const { baseUrl, operator } = e2eEnvironment();
  const reply = await fetch(`${baseUrl}/v1/grants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customerId, amount: '100' }),
  });
  const { data } = (await reply.json()) as { data: { transactionId: string; grantId: string } };
  return { transactionId: data.transactionId, grantId: data.grantId };
}
