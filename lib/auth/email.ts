import { domainToASCII } from 'node:url';

const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
/** Dot-atoms only: quoted local parts are legal, unused, and read differently by every parser. */
const LOCAL_FORM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL_FORM = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A top-level domain has a letter: what has none is an IP address to some parser. */
const TOP_LEVEL_FORM = /[a-z]/;
/** Signs that Unicode folds into "@". Nobody types them by accident. */
const LOOK_ALIKE_AT = /[\uFE6B\uFF20]/;
/** What a URL's host parser would read as something other than a letter of the host. */
const HOST_SYNTAX = /[%/\\:?#[\]<>^|\s]/;

/**
 * The one form of an e-mail address in which it is compared, stored and written to: NFKC first, then checked, in lower
 * case, the domain in its ASCII form. null when it is not an address that we accept.
 */
export function normalizeEmail(text: string): string | null {
  if (text.length > MAX_LENGTH || LOOK_ALIKE_AT.test(text)) return null;
  const folded = text.normalize('NFKC').trim().toLowerCase();
  const parts = folded.split('@');
  const [local, domain] = parts;
  if (parts.length !== 2 || !local || !domain) return null;
  if (local.length > MAX_LOCAL_LENGTH || !LOCAL_FORM.test(local)) return null;
  if (HOST_SYNTAX.test(domain)) return null;
  const host = domainToASCII(domain);
  const labels = host.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL_FORM.test(label))) return null;
  if (!TOP_LEVEL_FORM.test(labels.at(-1) ?? '')) return null;
  const email = `${local}@${host}`;
  return email.length <= MAX_LENGTH ? email : null;
}

/**
 * An address that somebody else vouches for (an OAuth provider): it must be in its normal form already but for case.
 * Folding here could turn a stranger's verified address into a user's.
 */
export function acceptVouchedEmail(text: string | null | undefined): string | null {
  if (!text) return null;
  const email = normalizeEmail(text);
  return email === text.toLowerCase() ? email : null;
}
