'use server';

import type { FormState } from '@/lib/form-state';
import { translator } from '@/lib/i18n/translator';
import { endAlert, kindOf, saveAlert } from '@/lib/portal/alerts';
import {
  addEndpoint,
  endEndpoint,
  renewSecret,
  saveEndpoint,
  sendDeliveryAgain,
  switchEndpoint,
  testEndpoint,
} from '@/lib/portal/endpoints';
import { isTicked, runAction, text, texts } from '../_lib/action';

type State = FormState | null;

const area = (locale: Parameters<typeof translator>[0]) => translator(locale, 'alerts');

export async function saveAlertForm(slug: string, ruleId: string | null, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    const channels = texts(form, 'channels');
    await saveAlert(change, ruleId, {
      kind: kindOf(text(form, 'kind')),
      amount: text(form, 'amount'),
      percent: text(form, 'percent'),
      days: text(form, 'days'),
      expiry: texts(form, 'expiry'),
      billing: isTicked(form, 'billing'),
      memberIds: texts(form, 'memberIds'),
      emails: text(form, 'emails'),
      mail: channels.includes('mail'),
      webhook: channels.includes('webhook'),
      enabled: isTicked(form, 'enabled'),
    });
    return { goTo: `/w/${slug}/alerts` };
  });
}

export async function removeAlert(slug: string, ruleId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await endAlert(change, ruleId);
    return { goTo: `/w/${slug}/alerts` };
  });
}

const endpointForm = (form: FormData) => ({
  url: text(form, 'url'),
  description: text(form, 'description'),
  events: texts(form, 'events'),
});

export async function createEndpointForm(slug: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    const secret = await addEndpoint(change, endpointForm(form));
    return { message: area(change.workspace.locale)('hooks.created'), secret: secret ?? undefined };
  });
}

export async function saveEndpointForm(slug: string, endpointId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await saveEndpoint(change, endpointId, endpointForm(form));
    return { message: translator(change.workspace.locale, 'forms')('saved') };
  });
}

export async function switchEndpointForm(
  slug: string,
  endpointId: string,
  isEnabled: boolean,
  _before: State,
  form: FormData,
) {
  return runAction(slug, form, async (change) => {
    await switchEndpoint(change, endpointId, isEnabled);
    return {};
  });
}

export async function rotateSecretForm(slug: string, endpointId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    const secret = await renewSecret(change, endpointId);
    return { message: area(change.workspace.locale)('hooks.rotated'), secret: secret ?? undefined };
  });
}

export async function testEndpointForm(slug: string, endpointId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await testEndpoint(change, endpointId);
    return { message: area(change.workspace.locale)('hooks.tested') };
  });
}

export async function replayForm(slug: string, endpointId: string, deliveryId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await sendDeliveryAgain(change, endpointId, deliveryId);
    return {};
  });
}

export async function removeEndpointForm(slug: string, endpointId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await endEndpoint(change, endpointId);
    return { goTo: `/w/${slug}/alerts/webhooks` };
  });
}
