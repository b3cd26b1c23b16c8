'use server';

import { resendDead } from '@/lib/admin/dead-deliveries';
import { ignoreEvent, retryEvent } from '@/lib/billing';
import type { FormState } from '@/lib/form-state';
import { wakeInbox } from '@/lib/jobs/wake';
import { runConsole, text } from '../_lib/action';

const PATH = '/admin/review';

export async function retryStripeEvent(eventId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await retryEvent(actor, { eventId, reason: text(form, 'reason') }, trace);
    wakeInbox();
    return undefined;
  });
}

export async function ignoreStripeEvent(
  eventId: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await ignoreEvent(actor, { eventId, reason: text(form, 'reason') }, trace);
    return undefined;
  });
}

/** One delivery that was given up, or (null) all of the endpoint's. */
export async function resendDeliveries(
  endpointId: string,
  deliveryId: string | null,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(PATH, form, async ({ actor, trace }) => {
    await resendDead(actor, { endpointId, deliveryId, reason: text(form, 'reason') }, trace);
    return undefined;
  });
}
