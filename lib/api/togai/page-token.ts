import { createHmac, timingSafeEqual } from 'node:crypto';
import { getEnv } from '../../env';
import { isUuid } from '../../ids';
import { invalid } from '../wires/parse';

/**
 * Where a page ended: the newest-first place of its last credit, and how long the pages are. Rows that arrive meanwhile
 * stand before it and move nothing. Signed, so that a token is either ours or refused.
 */
export interface PageEnd {
  createdAt: Date;
  grantId: string;
  pageSize: number;
}

const SIGNATURE_LENGTH = 16;
const FORM = /^(\d{1,15})\.([0-9a-f-]{36})\.(\d{1,2})$/;

const sign = (text: string): Buffer =>
  createHmac('sha256', getEnv().AUTH_SECRET).update(`togai page ${text}`).digest().subarray(0, SIGNATURE_LENGTH);

export function encodePageToken({ createdAt, grantId, pageSize }: PageEnd): string {
  const text = `${createdAt.getTime()}.${grantId}.${pageSize}`;
  return Buffer.concat([sign(text), Buffer.from(text)]).toString('base64url');
}

/** Errors: validation_failed for anything that encodePageToken did not make. */
export function decodePageToken(token: string): PageEnd {
  const bytes = Buffer.from(token, 'base64url');
  const text = bytes.subarray(SIGNATURE_LENGTH).toString('utf8');
  const match = FORM.exec(text);
  const isOurs = match !== null && timingSafeEqual(bytes.subarray(0, SIGNATURE_LENGTH), sign(text));
  const [, createdAt, grantId = '', pageSize] = match ?? [];
  if (isOurs && isUuid(grantId) && bytes.toString('base64url') === token) {
    return { createdAt: new Date(Number(createdAt)), grantId, pageSize: Number(pageSize) };
  }
  throw invalid([
    {
      path: ['query', 'nextToken'],
      type: 'value_error',
      message: 'This is not a token of ours. Begin again without one',
    },
  ]);
}
