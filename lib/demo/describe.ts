import type { Env } from '../env';
import { demoSecret, operatorKey } from './keys';
import { type DemoKey, type DemoWorkspace, MEMBER_KEY, OPERATOR, WORKSPACES } from './world';

type KeyLabel = NonNullable<DemoKey['label']>;

function describeWorkspace(workspace: DemoWorkspace, keySeed: string) {
  const keys = Object.fromEntries(
    workspace.keys.flatMap((key) => (key.label ? [[key.label, demoSecret(keySeed, key)]] : [])),
  ) as Record<KeyLabel, string>;
  return {
    id: workspace.id,
    externalId: workspace.slug,
    slug: workspace.slug,
    timeZone: workspace.timeZone,
    members: workspace.members.map(({ id, externalId, email, role }) => ({ id, externalId, email, role })),
    keys,
  };
}

/** Addresses and credentials of a running demo, so that any client can be pointed at it (.coffer/demo.json). */
export function describeDemo(env: Env, keySeed: string) {
  const workspaces = WORKSPACES.map((workspace) => describeWorkspace(workspace, keySeed));
  const acme = workspaces[0] as (typeof workspaces)[number];
  const user = acme.members.find(({ externalId }) => externalId === 'u-4') as (typeof acme.members)[number];
  const operatorSecret = demoSecret(keySeed, operatorKey);
  const memberKey = WORKSPACES[0]?.keys.find(({ name }) => name === MEMBER_KEY) as DemoKey;
  const memberSecret = demoSecret(keySeed, memberKey);
  return {
    baseUrl: env.BASE_URL,
    mailboxUrl: env.MAILBOX_URL ?? null,
    stripeSandboxUrl: env.STRIPE_API_BASE ?? null,
    operator: { email: OPERATOR.email, key: operatorSecret },
    workspaces,
    wires: {
      openmonetize: { baseUrl: env.BASE_URL, token: acme.keys.admin, customerId: acme.id, userId: user.id },
      togai: { baseUrl: env.BASE_URL, token: operatorSecret, accountId: acme.externalId },
      // FlowHunt's key is a user's own.
      flowhunt: { baseUrl: env.BASE_URL, apiKey: memberSecret, workspaceId: acme.id, userId: user.id },
      kable: {
        baseUrl: `${env.BASE_URL}/api/v1`,
        clientId: operatorKey.id,
        clientSecret: operatorSecret,
        customerId: acme.externalId,
      },
    },
  };
}

export type DemoDescription = ReturnType<typeof describeDemo>;
