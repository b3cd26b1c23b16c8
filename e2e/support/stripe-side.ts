import { e2eEnvironment } from './environment';
import { queryDemo } from './query';

/** What happens at Stripe without anybody at our pages: banks decide, somebody refunds in Stripe's dashboard. */

async function send(path: string, init: RequestInit): Promise<{ id: string }> {
  const reply = await fetch(`${e2eEnvironment().stripeSandboxUrl}${path}`, { method: 'POST', ...init });
  if (!reply.ok) throw new Error(`the sandbox answered ${reply.status} to ${path}`);
  return (await reply.json()) as { id: string };
}

/** The switches of sandbox/stripe/README.md. */
export const control = (path: string, body: object): Promise<{ id: string }> =>
  send(`/_sandbox/${path}`, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Stripe's payment of a purchase that was paid. */
export async function paymentOf(purchaseId: string): Promise<string> {
  const [row] = await queryDemo<{ intent: string | null }>(
    'SELECT payment_intent_id AS intent FROM purchases WHERE id = $1',
    [purchaseId],
  );
  if (!row?.intent) throw new Error(`the purchase ${purchaseId} has no payment`);
  return row.intent;
}

/** A refund as it is made in Stripe's dashboard. `amount` in minor units. */
export async function refundAtStripe(purchaseId: string, amount: number): Promise<void> {
  const body = new URLSearchParams({ payment_intent: await paymentOf(purchaseId), amount: String(amount) });
  await send('/v1/refunds', { headers: { authorization: 'Bearer sk_test_dashboard' }, body });
}

/** The cardholder asks their bank for the money back; answers the dispute's id. */
export const disputeAtBank = async (purchaseId: string): Promise<string> =>
  (await control(`payments/${await paymentOf(purchaseId)}/dispute`, {})).id;

export const decideDispute = (disputeId: string, status: 'won' | 'lost'): Promise<{ id: string }> =>
  control(`disputes/${disputeId}/set`, { status });

/** A saved card's bank blocks it: the next payment with it is refused for good. */
export async function blockSavedCard(workspaceId: string): Promise<void> {
  const [row] = await queryDemo<{ customer: string }>(
    'SELECT stripe_customer_id AS customer FROM workspaces WHERE id = $1',
    [workspaceId],
  );
  const reply = await fetch(`${e2eEnvironment().stripeSandboxUrl}/v1/payment_methods?customer=${row?.customer}`, {
    headers: { authorization: 'Bearer sk_test_dashboard' },
  });
  const { data } = (await reply.json()) as { data: { id: string; card: object }[] };
  const [method] = data;
  if (!method) throw new Error(`the workspace ${workspaceId} has no card`);
  // The sandbox knows a card's behaviour by its last digits: these are those of a lost one.
  await control(`objects/${method.id}/alter`, { card: { ...method.card, last4: '9987' } });
}
