import { getPool } from '../../../../db/pool';
import { newId } from '../../../../ids';
import { makeAlert, makeBudget, makePack, makePurchase } from '../../../fuzz/world';
import { give, hold, makeKey, makeMember, makeWorkspace, memberOf, spend } from '../../../wires/testing/fixtures';
import { EXAMPLE_IDS } from '../../entries/entry';

/** A customer in which everything exists that the examples name, under names of its own. */
export interface SnippetHousehold {
  key: string;
  operatorKey: string;
  /** The snippet with real names and ids in it; whatever a call may use up is made anew for each. */
  fill(source: string): Promise<string>;
}

const CREDITS = 10_000;

async function makeEndpoint(workspaceId: string): Promise<string> {
  const id = newId();
  await getPool().query(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret) VALUES ($1, $2, 'live', 'https://example.com/', '')`,
    [workspaceId, id],
  );
  return id;
}

async function makeDelivery(workspaceId: string, endpointId: string): Promise<string> {
  const id = newId();
  await getPool().query(
    `INSERT INTO webhook_deliveries (workspace_id, id, endpoint_id, event_id, type, payload)
     VALUES ($1, $2, $3, $4, 'webhook.test', '{}')`,
    [workspaceId, id, endpointId, newId()],
  );
  return id;
}

/** One for each language, so that none finds its work done by another. */
export async function makeSnippetHousehold(name: string): Promise<SnippetHousehold> {
  const { id: workspaceId, externalId } = await makeWorkspace({ externalId: `acme-${name}` });
  const memberId = await makeMember(workspaceId, 'u-1');
  const owner = memberOf(memberId);
  await getPool().query(`INSERT INTO teams (workspace_id, id, name, external_id) VALUES ($1, $2, 'Design', 'design')`, [
    workspaceId,
    newId(),
  ]);
  await give(workspaceId, CREDITS);
  await give(workspaceId, CREDITS, { owner });
  const [{ secret: key }, { secret: operatorKey }] = await Promise.all([makeKey({ workspaceId }), makeKey()]);

  let endpointId = '';
  const make: Record<keyof typeof EXAMPLE_IDS, () => Promise<string>> = {
    grant: () => give(workspaceId, 5, { owner }),
    hold: () => hold(workspaceId, 1, owner),
    transaction: () => spend(workspaceId, 1, { owner }),
    budget: () => makeBudget(workspaceId),
    key: async () => (await makeKey({ workspaceId, scopes: ['read', 'spend'] })).id,
    pack: makePack,
    purchase: () => makePurchase(workspaceId),
    endpoint: async () => {
      endpointId = await makeEndpoint(workspaceId);
      return endpointId;
    },
    delivery: () => makeDelivery(workspaceId, endpointId), // named after its endpoint
    alert: () => makeAlert(workspaceId),
  };

  return {
    key,
    operatorKey,
    fill: async (source) => {
      let filled = source.replaceAll(/\bacme(?![.-])\b/g, externalId).replaceAll('"globex"', `"globex-${name}"`);
      filled = filled.replaceAll("'globex'", `'globex-${name}'`);
      for (const kind of Object.keys(make) as (keyof typeof EXAMPLE_IDS)[]) {
        if (filled.includes(EXAMPLE_IDS[kind])) filled = filled.replaceAll(EXAMPLE_IDS[kind], await make[kind]());
      }
      return filled;
    },
  };
}
