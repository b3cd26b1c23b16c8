'use server';

import type { FormState } from '@/lib/form-state';
import { translator } from '@/lib/i18n/translator';
import { saveBudgets } from '@/lib/portal/budgets';
import {
  addTeam,
  changeRole,
  endMembership,
  endTeam,
  handOver,
  invitePeople,
  leave,
  putInTeam,
  renameTeam,
  sendInviteAgain,
  takeInviteBack,
  takeOutOfTeam,
} from '@/lib/portal/change-members';
import { moveCredits } from '@/lib/portal/move-credits';
import { isTicked, runAction, text } from '../_lib/action';

type State = FormState | null;

const area = (locale: Parameters<typeof translator>[0]) => translator(locale, 'members');

export async function invite(slug: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    const t = area(change.workspace.locale);
    const { sent, unsent } = await invitePeople(change, { emails: text(form, 'emails'), role: text(form, 'role') });
    if (unsent.length === 0) return { message: t('invite.sent', { count: sent }) };
    return { message: t('invite.unsent', { sent, addresses: unsent.join(', ') }) };
  });
}

export async function resend(slug: string, inviteId: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    const email = await sendInviteAgain(change, inviteId);
    return { message: area(change.workspace.locale)('invite.resent', { email }) };
  });
}

export async function revoke(slug: string, inviteId: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    await takeInviteBack(change, inviteId);
    return {};
  });
}

export async function saveRole(slug: string, memberId: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    await changeRole(change, memberId, text(form, 'role'));
    return { message: area(change.workspace.locale)('member.role.saved') };
  });
}

/** Of a member, a key or the whole workspace. */
export async function saveBudget(
  slug: string,
  target: Parameters<typeof saveBudgets>[1],
  _before: State,
  form: FormData,
): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    const isChanged = await saveBudgets(change, target, {
      day: text(form, 'day'),
      month: text(form, 'month'),
      lifetime: text(form, 'lifetime'),
    });
    return { message: translator(change.workspace.locale, 'forms')(isChanged ? 'saved' : 'unchanged') };
  });
}

/** Into a member's or team's wallet, or back. */
export async function move(
  slug: string,
  input: Omit<Parameters<typeof moveCredits>[1], 'amount'>,
  _before: State,
  form: FormData,
): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    const amount = await moveCredits(change, { ...input, amount: text(form, 'amount') });
    const t = area(change.workspace.locale);
    return { message: t(input.direction === 'give' ? 'wallet.given' : 'wallet.taken', { amount }) };
  });
}

export async function remove(slug: string, memberId: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    await endMembership(change, memberId, { takeCredits: isTicked(form, 'takeCredits') });
    return { goTo: `/w/${slug}/members` };
  });
}

export async function leaveForm(slug: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    await leave(change);
    return { goTo: '/' };
  });
}

export async function handOverForm(slug: string, to: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => {
    await handOver(change, { to, confirm: text(form, 'confirm') });
    return { goTo: `/w/${slug}/members` };
  });
}

export async function createTeamForm(slug: string, _before: State, form: FormData): Promise<FormState> {
  return runAction(slug, form, async (change) => ({
    goTo: `/w/${slug}/members/teams/${await addTeam(change, text(form, 'name'))}`,
  }));
}

export async function renameTeamForm(slug: string, teamId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await renameTeam(change, teamId, text(form, 'name'));
    return { message: translator(change.workspace.locale, 'forms')('saved') };
  });
}

export async function addToTeamForm(slug: string, teamId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await putInTeam(change, teamId, text(form, 'member'));
    return {};
  });
}

export async function takeOutForm(slug: string, teamId: string, memberId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await takeOutOfTeam(change, teamId, memberId);
    return {};
  });
}

export async function removeTeamForm(slug: string, teamId: string, _before: State, form: FormData) {
  return runAction(slug, form, async (change) => {
    await endTeam(change, teamId, { takeCredits: isTicked(form, 'takeCredits') });
    return { goTo: `/w/${slug}/members/teams` };
  });
}
