import { isUuid } from '../../ids';

/**
 * Togai's ids carry ours, both ways: 128 bits are 22 digits of base 62, so `cred.` + workspace + `.` + grant is 50
 * characters, which is just what Togai's clients allow. The workspace is in it because an operator's client names a
 * credit without its account.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const WIDTH = 22;
const CREDIT_ID = /^cred\.([0-9A-Za-z]{22})\.([0-9A-Za-z]{22})$/;

export interface CreditName {
  workspaceId: string;
  grantId: string;
}

export const toCreditId = ({ workspaceId, grantId }: CreditName): string =>
  `cred.${toBase62(workspaceId)}.${toBase62(grantId)}`;

/** Undefined for anything that toCreditId does not make. */
export function fromCreditId(text: string): CreditName | undefined {
  const match = CREDIT_ID.exec(text);
  const workspaceId = match?.[1] && fromBase62(match[1]);
  const grantId = match?.[2] && fromBase62(match[2]);
  return workspaceId && grantId ? { workspaceId, grantId } : undefined;
}

/** One movement of one credit: a transaction that touches several credits has a row in each. */
export const toMovementId = (transactionId: string, leg: number): string =>
  `credtx.${toBase62(transactionId)}.${leg.toString(36)}`;

function toBase62(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let out = '';
  for (let i = 0; i < WIDTH; i++) {
    out = `${DIGITS[Number(rest % 62n)]}${out}`;
    rest /= 62n;
  }
  return out;
}

function fromBase62(text: string): string | undefined {
  let value = 0n;
  for (const digit of text) value = value * 62n + BigInt(DIGITS.indexOf(digit));
  const hex = value.toString(16).padStart(32, '0');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isUuid(uuid) ? uuid : undefined;
}
