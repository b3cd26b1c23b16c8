import { after, type NextRequest, NextResponse } from 'next/server';
import { readBody } from '@/lib/billing/read-body';
import { MAX_WEBHOOK_BYTES, receiveWebhook } from '@/lib/billing/webhook';
import { wakeInbox } from '@/lib/jobs/wake';

/** Stripe's deliveries. Acknowledged once stored; worked on after the reply. */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const body = await readBody(request, MAX_WEBHOOK_BYTES);
  const reply = await receiveWebhook(body, request.headers.get('stripe-signature'));
  if (reply.isNew) after(wakeInbox);
  return NextResponse.json(reply.body, { status: reply.status });
}
