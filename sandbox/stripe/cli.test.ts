import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxServer, startSandbox } from './server';
import { trigger } from './testing/cli';
import { sdkFor } from './testing/client';

/** Stripe's recipes, and the event that each must leave behind. */
const RECIPES = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.created',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.processing',
  'payment_intent.canceled',
  'payment_intent.amount_capturable_updated',
  'charge.succeeded',
  'charge.failed',
  'charge.captured',
  'charge.refunded',
  'charge.refund.updated',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'setup_intent.created',
  'setup_intent.succeeded',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.canceled',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'customer.created',
  'customer.updated',
  'customer.deleted',
  'product.created',
  'product.updated',
  'product.deleted',
  'price.created',
  'price.updated',
  'coupon.created',
  'coupon.updated',
  'coupon.deleted',
  'promotion_code.created',
  'promotion_code.updated',
  'billing_portal.session.created',
  'billing_portal.configuration.created',
  'billing_portal.configuration.updated',
];

describe('the recipes of Stripe’s own command line', () => {
  let server: SandboxServer;
  beforeAll(async () => {
    server = await startSandbox();
  });
  afterAll(() => server.close());

  it.concurrent.each(RECIPES)('go through, and leave the event: %s', { timeout: 90_000 }, async (event) => {
    const printed = await trigger(event, server.url);
    expect(printed).toContain('Trigger succeeded');
    const { data } = await sdkFor(server.url).events.list({ type: event, limit: 1 });
    expect(data.map(({ type }) => type)).toEqual([event]);
  });
});
