/**
 * Errors as they were kept, in words and with what to do about them. What is kept is English, or comes from the network,
 * from the database or from Stripe's library; it stays beside the words, for whoever looks further.
 */
import type { AnyLocale } from '../i18n/locales';
import type { Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';
import { translateRefusal } from './refusals';

export interface Failure {
  text: string;
  /** As it was kept; null when the words say all of it. */
  raw: string | null;
}

type Kind<P extends Place> = Exclude<keyof Messages['failures'][P], 'other'>;
type Place = keyof Messages['failures'];

/** The first that fits says what it was: a certificate's error comes before that of the connection which it ended. */
const ENDPOINT: [Kind<'endpoint'>, RegExp][] = [
  ['certificateExpired', /certificate has expired|CERT_HAS_EXPIRED/],
  ['certificateEarly', /certificate is not yet valid|CERT_NOT_YET_VALID/],
  ['certificateOwn', /self[- ]signed certificate|SELF_SIGNED_CERT/],
  ['certificateName', /does not match certificate's altnames|ALTNAME_INVALID/],
  ['certificateChain', /unable to (?:verify the first|get (?:local )?issuer) certificate|UNABLE_TO_(?:VERIFY|GET)/],
  ['tls', /EPROTO|SSL routines|ssl3_|tlsv1|wrong version number|handshake failure|before secure TLS connection/],
  ['hostUnknown', /ENOTFOUND|ENODATA/],
  ['dnsSilent', /EAI_AGAIN|ESERVFAIL|queryA+ ETIMEOUT/],
  ['refused', /ECONNREFUSED/],
  ['unreachable', /EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN/],
  ['connectTimeout', /Connect Timeout|ETIMEDOUT/],
  ['answerTimeout', /Headers Timeout|Body Timeout|aborted due to timeout|ESOCKETTIMEDOUT/],
  ['cut', /ECONNRESET|EPIPE|socket hang up|other side closed|terminated/],
  ['notHttp', /Parse Error|does not match the HTTP|Headers Overflow|Expected HTTP|HPE_/],
];

const STRIPE: [Kind<'stripe'>, RegExp][] = [
  ['purchaseUnknown', /^session (?<session>\S+) names the purchase (?<purchase>.+), which is not here$/],
  ['otherSession', /^session (?<session>\S+) was paid, but purchase (?<purchase>\S+) has another session$/],
  ['paymentUnknown', /^payment (?<payment>\S+) names the purchase (?<purchase>.+), which is not here$/],
  ['otherPayment', /^payment (?<payment>\S+) was made, but purchase (?<purchase>\S+) has another payment$/],
  ['purchaseGone', /^There is no such purchase\.$/],
  ['wrongVersion', /^API version (?<version>\S+) is not the one this release speaks$/],
  ['notSetUp', /STRIPE_SECRET_KEY/],
  [
    'database',
    /^Connection terminated|terminating connection|timeout exceeded when trying to connect|statement timeout|deadlock|too many clients|could not serialize|database system is|Idempotency-Key\.$|:5432$/,
  ],
  [
    'keyRefused',
    /Invalid API Key|Expired API Key|No API key|provided key|required permissions|not have access to account/,
  ],
  ['tooOften', /rate limit|Too many requests/i],
  ['objectUnknown', /^No such [\w. ]+: '?(?<object>[^';]+)'?/],
  [
    'noConnection',
    /connection to Stripe|ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|socket hang up|certificate|did not answer as expected/,
  ],
  ['stripeFailed', /unknown error|Invalid JSON received|overloaded/i],
];

const TABLES: { [P in Place]: [Kind<P>, RegExp][] } = { endpoint: ENDPOINT, stripe: STRIPE };

/** What a kept error means, for somebody who reads `locale`: of a webhook's try, or of an event of Stripe's. */
export function explainFailure(kept: string, locale: AnyLocale, place: Place): Failure {
  const own = translateRefusal(kept, locale);
  if (own !== null) return { text: own, raw: null };
  const t = translator(locale, 'failures');
  for (const [kind, pattern] of TABLES[place]) {
    const found = pattern.exec(kept);
    if (!found) continue;
    const key = `${place}.${kind}` as Parameters<typeof t>[0];
    return { text: t(key, { ...found.groups } as never), raw: kept };
  }
  return { text: t(`${place}.other`), raw: kept };
}
