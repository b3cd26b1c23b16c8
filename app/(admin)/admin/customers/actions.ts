'use server';

import { changeCustomer, createCustomer, setCustomerClosed } from '@/lib/admin/change-customer';
import { adjustBalance, changeGrantExpiry, grantCredits, setOverdraft, voidGrant } from '@/lib/admin/credits';
import { inviteTo } from '@/lib/admin/invite';
import type { FormState } from '@/lib/form-state';
import type { Mode } from '@/lib/ledger/types';
import { fieldsOf, runConsole, text } from '../_lib/action';

const FIELDS = ['name', 'externalId', 'timeZone', 'currency', 'billingEmail', 'reason'] as const;

const pathOf = (customerId: string): string => `/admin/customers/${customerId}`;

const modeOf = (form: FormData): Mode => (text(form, 'mode') === 'test' ? 'test' : 'live');

/** Back to the customer, in the same books. */
const goBack = (customerId: string, form: FormData) => ({
  goTo: modeOf(form) === 'test' ? `${pathOf(customerId)}?mode=test` : pathOf(customerId),
});

const creditForm = (customerId: string, form: FormData) => ({
  customerId,
  mode: modeOf(form),
  reason: text(form, 'reason'),
  formId: text(form, 'formId'),
});

export async function createCustomerAction(_before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole('/admin/customers/new', form, async ({ actor, trace }) => {
    const id = await createCustomer(actor, { ...fieldsOf(form, FIELDS), id: text(form, 'formId') }, trace);
    return { goTo: pathOf(id) };
  });
}

export async function changeCustomerAction(
  customerId: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    const fields = fieldsOf(form, [...FIELDS, 'backdateHours']);
    await changeCustomer(actor, { ...fields, customerId }, trace);
    return { goTo: pathOf(customerId) };
  });
}

export async function setClosedAction(
  customerId: string,
  isClosed: boolean,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    await setCustomerClosed(actor, { customerId, isClosed, reason: text(form, 'reason') }, trace);
    return { goTo: pathOf(customerId) };
  });
}

export async function inviteAction(customerId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, t }) => {
    const { email } = await inviteTo(actor, { customerId, email: text(form, 'email'), role: text(form, 'role') });
    return { message: t('customer.invited', { email }) };
  });
}

const GRANT_FIELDS = [
  'wallet',
  'amount',
  'source',
  'effectiveDate',
  'lastDate',
  'features',
  'priority',
  'unitCost',
  'currency',
] as const;

export async function grantAction(customerId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    await grantCredits(actor, { ...creditForm(customerId, form), ...fieldsOf(form, GRANT_FIELDS) }, trace);
    return goBack(customerId, form);
  });
}

export async function adjustAction(customerId: string, _before: FormState | null, form: FormData): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    await adjustBalance(actor, { ...creditForm(customerId, form), ...fieldsOf(form, ['wallet', 'amount']) }, trace);
    return goBack(customerId, form);
  });
}

export async function overdraftAction(
  customerId: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    const fields = fieldsOf(form, ['wallet', 'policy', 'limit']);
    await setOverdraft(actor, { ...creditForm(customerId, form), ...fields }, trace);
    return goBack(customerId, form);
  });
}

export async function voidGrantAction(
  customerId: string,
  grantId: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    await voidGrant(actor, { ...creditForm(customerId, form), grantId }, trace);
    return goBack(customerId, form);
  });
}

export async function changeExpiryAction(
  customerId: string,
  grantId: string,
  _before: FormState | null,
  form: FormData,
): Promise<FormState> {
  return runConsole(pathOf(customerId), form, async ({ actor, trace }) => {
    await changeGrantExpiry(
      actor,
      { ...creditForm(customerId, form), grantId, lastDate: text(form, 'lastDate') },
      trace,
    );
    return goBack(customerId, form);
  });
}
