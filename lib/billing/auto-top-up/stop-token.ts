import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { getEnv } from '../../env';
import { isUuid } from '../../ids';

/** Long enough for the oldest mail that anybody digs out; the link can do nothing but stop. */
const VALID_MS = 400 * 86_400_000;

const keyOf = (): Buffer =>
  Buffer.from(hkdfSync('sha256', getEnv().AUTH_SECRET, 'coffer', 'auto top-up stop links', 32));

const sign = (body: string): Buffer => createHmac('sha256', keyOf()).update(body).digest();

/** Workspace, end and signature, joined by a sign that keeps it one long word: such words are left out of access logs. */
const FORM = /^([0-9a-f-]{36})-([0-9a-z]{1,9})-([A-Za-z0-9_-]{43})$/;

/** A token that stops one workspace's automatic top-up, for whoever has the mail. Nothing is stored for it. */
export function createStopToken(workspaceId: string, now: Date): string {
  const body = `${workspaceId}-${Math.floor((now.getTime() + VALID_MS) / 1000).toString(36)}`;
  return `${body}-${sign(body).toString('base64url')}`;
}

/** The workspace that the token is for; null: it is not one of ours, was changed, or is too old. */
export function readStopToken(token: string, now: Date): string | null {
  const [, workspaceId = '', until = '', signature = ''] = FORM.exec(token) ?? [];
  const given = Buffer.from(signature, 'base64url');
  const right = sign(`${workspaceId}-${until}`);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return isUuid(workspaceId) && Number.parseInt(until, 36) * 1000 >= now.getTime() ? workspaceId : null;
}

/** Where the link in mails leads: a page with one button. */
export const stopPage = (token: string): string => `/auto-top-up/stop/${token}`;

/** What the button, and a mail program's own "unsubscribe", send a POST to. */
export const stopAddress = (token: string): string => `${stopPage(token)}/confirm`;
