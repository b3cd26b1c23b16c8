import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, listParams, metadata, params, text } from '../wire/params';
import { findCustomer } from './customers';

const webAddress = z.url('is not a valid URL');
const UPDATES = ['address', 'email', 'name', 'phone', 'shipping', 'tax_id'] as const;

const features = z.strictObject({
  customer_update: z
    .strictObject({
      enabled: flag.optional(),
      allowed_updates: z.union([z.array(z.enum(UPDATES)), z.literal('')]).optional(),
    })
    .optional(),
  invoice_history: z.strictObject({ enabled: flag }).optional(),
  payment_method_update: z.strictObject({ enabled: flag }).optional(),
  subscription_cancel: z.strictObject({ enabled: flag }).optional(),
});

const business_profile = z
  .strictObject({
    headline: text.optional(),
    privacy_policy_url: webAddress.optional(),
    terms_of_service_url: webAddress.optional(),
  })
  .optional();

const configurationFields = {
  business_profile,
  default_return_url: webAddress.optional(),
  metadata,
  name: text.optional(),
  login_page: z.strictObject({ enabled: flag }).optional(),
};

/** Subscriptions are nothing this sandbox has, so what concerns them does nothing. */
const subscriptions = (isCancelable: boolean) => ({
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: isCancelable,
    mode: 'at_period_end' as const,
    proration_behavior: 'none' as const,
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' as const }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none' as const,
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial' as const,
  },
});

type FeaturesInput = z.output<typeof features>;

function fullFeatures(given: FeaturesInput): Stripe.BillingPortal.Configuration['features'] {
  const updates = given.customer_update?.allowed_updates;
  return {
    customer_update: {
      allowed_updates: Array.isArray(updates) ? updates : [],
      enabled: given.customer_update?.enabled ?? false,
    },
    invoice_history: { enabled: given.invoice_history?.enabled ?? false },
    payment_method_update: {
      enabled: given.payment_method_update?.enabled ?? false,
      payment_method_configuration: null,
    },
    ...subscriptions(given.subscription_cancel?.enabled ?? false),
  };
}

function newConfiguration(sandbox: Sandbox, given: FeaturesInput, isDefault: boolean) {
  const now = sandbox.clock.now();
  const configuration: Stripe.BillingPortal.Configuration = {
    id: newStripeId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: fullFeatures(given),
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now,
  };
  sandbox.data.portalConfigurations.set(configuration.id, configuration);
  sandbox.emit('billing_portal.configuration.created', configuration);
  return configuration;
}

type ConfigurationChange = { [K in keyof typeof configurationFields]?: z.output<(typeof configurationFields)[K]> };

function change(sandbox: Sandbox, configuration: Stripe.BillingPortal.Configuration, given: ConfigurationChange): void {
  const profile = given.business_profile;
  if (profile) Object.assign(configuration.business_profile, profile);
  if (given.default_return_url !== undefined) configuration.default_return_url = given.default_return_url;
  if (given.name !== undefined) configuration.name = given.name || null;
  if (given.login_page) configuration.login_page.enabled = given.login_page.enabled;
  configuration.metadata = { ...configuration.metadata, ...given.metadata };
  configuration.updated = sandbox.clock.now();
  sandbox.state.changed();
}

/** An account that never opened the portal's settings has one with Stripe's choices. */
function defaultConfiguration(sandbox: Sandbox): Stripe.BillingPortal.Configuration {
  for (const configuration of sandbox.data.portalConfigurations.values()) {
    if (configuration.is_default) return configuration;
  }
  const everything: FeaturesInput = {
    customer_update: { enabled: true, allowed_updates: ['email', 'address', 'tax_id'] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
  };
  return newConfiguration(sandbox, everything, true);
}

function findConfiguration(sandbox: Sandbox, id: string, param = 'id', status = 404) {
  const configuration = sandbox.data.portalConfigurations.get(id);
  if (!configuration) throw resourceMissing('configuration', id, param, status);
  return configuration;
}

const flow_data = z
  .strictObject({
    type: z.enum(['payment_method_update'], { error: 'is not supported by this sandbox (payment_method_update is)' }),
    after_completion: z
      .strictObject({
        type: z.enum(['portal_homepage', 'redirect', 'hosted_confirmation']),
        redirect: z.strictObject({ return_url: webAddress }).optional(),
        hosted_confirmation: z.strictObject({ custom_message: text.optional() }).optional(),
      })
      .optional(),
  })
  .optional();

const sessionParams = params({
  customer: text,
  configuration: text.optional(),
  flow_data,
  locale: text.optional(),
  return_url: webAddress.optional(),
});

function fullFlow(given: z.output<typeof flow_data>): Stripe.BillingPortal.Session.Flow | null {
  if (!given) return null;
  const after = given.after_completion;
  return {
    after_completion: {
      type: after?.type ?? 'portal_homepage',
      redirect: after?.redirect ?? null,
      hosted_confirmation: after?.hosted_confirmation
        ? { custom_message: after.hosted_confirmation.custom_message ?? null }
        : null,
    },
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: given.type,
  };
}

function newSession(sandbox: Sandbox, given: z.output<typeof sessionParams>): Stripe.BillingPortal.Session {
  const customer = findCustomer(sandbox, given.customer, 'customer');
  const configuration =
    given.configuration === undefined
      ? defaultConfiguration(sandbox)
      : findConfiguration(sandbox, given.configuration, 'configuration', 400);
  if (!configuration.active) {
    throw invalidRequest('The configuration is not active.', { param: 'configuration' });
  }
  if (given.flow_data && !configuration.features.payment_method_update.enabled) {
    throw invalidRequest('Updating payment methods is not enabled in this configuration.', {
      param: 'flow_data[type]',
    });
  }
  const id = newStripeId('bps');
  const session: Stripe.BillingPortal.Session = {
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: sandbox.clock.now(),
    customer: customer.id,
    customer_account: null,
    flow: fullFlow(given.flow_data),
    livemode: false,
    locale: given.locale ?? null,
    on_behalf_of: null,
    return_url: given.return_url ?? configuration.default_return_url,
    url: `${sandbox.publicUrl}/p/session/${id}`,
  };
  sandbox.data.portalSessions.set(id, session);
  sandbox.emit('billing_portal.session.created', session);
  return session;
}

/** Stripe's hosted page on which customers look after their cards. */
export const portalRoutes: Route[] = [
  route('POST', '/v1/billing_portal/sessions', sessionParams, (sandbox, { params: given }) =>
    newSession(sandbox, given),
  ),
  route(
    'POST',
    '/v1/billing_portal/configurations',
    params({ ...configurationFields, features }),
    (sandbox, { params: given }) => {
      const configuration = newConfiguration(sandbox, given.features, false);
      change(sandbox, configuration, given);
      return configuration;
    },
  ),
  route(
    'GET',
    '/v1/billing_portal/configurations',
    listParams({ active: flag.optional(), is_default: flag.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/billing_portal/configurations',
        sandbox.data.portalConfigurations.values(),
        asked,
        (found) =>
          (asked.active ?? found.active) === found.active &&
          (asked.is_default ?? found.is_default) === found.is_default,
      ),
  ),
  route('GET', '/v1/billing_portal/configurations/:id', params({}), (sandbox, { id }) =>
    findConfiguration(sandbox, id),
  ),
  route(
    'POST',
    '/v1/billing_portal/configurations/:id',
    params({ ...configurationFields, features: features.optional(), active: flag.optional() }),
    (sandbox, { id, params: given }) => {
      const configuration = findConfiguration(sandbox, id);
      if (given.active !== undefined) configuration.active = given.active;
      for (const [name, value] of Object.entries(given.features ?? {})) {
        const before = configuration.features[name as keyof FeaturesInput];
        Object.assign(before, value);
      }
      change(sandbox, configuration, given);
      sandbox.emit('billing_portal.configuration.updated', configuration);
      return configuration;
    },
  ),
];
