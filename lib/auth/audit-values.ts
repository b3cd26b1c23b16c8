/** Codes that audit rows keep, as the screens name them. A code of another release stays itself. */
import { formats } from '../i18n/formats';
import { type AnyLocale, isLocale, LOCALE_NAMES } from '../i18n/locales';
import { type Area, MESSAGES } from '../i18n/messages';
import { translator } from '../i18n/translator';

/** What a value can be understood by: the row it stands in, and the things that its ids name. */
export interface ValueContext {
  targetKind: string;
  /** The zone that times are told in. */
  timeZone: string;
  /** By id: people, teams, keys and packs. */
  names: ReadonlyMap<string, string>;
  /** Why a purchase was in review, in sentences. */
  reviewReason: (kept: string) => string;
}

type Words = (locale: AnyLocale, code: string) => string | null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The words of a group of texts, `purchaseStatus` of area `admin` say; `name` stands below some. */
const wordsOf =
  (area: Area, group: string): Words =>
  (locale, code) => {
    const texts = (MESSAGES.en[area] as Record<string, unknown>)[group];
    if (!isRecord(texts) || !Object.hasOwn(texts, code)) return null;
    const key = isRecord(texts[code]) ? `${group}.${code}.name` : `${group}.${code}`;
    return (translator(locale, area) as (key: string) => string)(key);
  };

const roles = wordsOf('labels', 'roles');
const owners = wordsOf('admin', 'wallet');
const PROVIDERS: Record<string, string> = { github: 'GitHub', google: 'Google', oidc: 'OpenID Connect' };

const BY_FIELD: Record<string, Words> = {
  role: roles,
  formerOwnerRole: roles,
  source: wordsOf('labels', 'sources'),
  mode: wordsOf('keys', 'mode'),
  scopes: wordsOf('keys', 'scopeNames'),
  state: wordsOf('automatic', 'state'),
  reason: wordsOf('automatic', 'reasons'),
  period: wordsOf('members', 'budget'),
  policy: wordsOf('admin', 'overdraft'),
  resolution: wordsOf('admin', 'resolutions'),
  from: owners,
  to: owners,
  wallet: owners,
  kind: (locale, code) => wordsOf('alerts', 'kinds')(locale, code) ?? owners(locale, code),
  currency: (_, code) => (/^[a-z]{3}$/.test(code) ? code.toUpperCase() : null),
  locale: (_, code) => (isLocale(code) ? LOCALE_NAMES[code] : null),
  provider: (locale, code) => PROVIDERS[code] ?? wordsOf('audit', 'providers')(locale, code),
};

/** One field with other words for each kind of thing. */
const STATUS: Record<string, Words> = {
  workspace: wordsOf('admin', 'customerStatus'),
  purchase: wordsOf('admin', 'purchaseStatus'),
  grant: wordsOf('admin', 'grantStatus'),
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;

/** '12.5' as micro-credits; null: no amount. */
function toMicro(text: string): bigint | null {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  return BigInt(`${sign}${whole}${fraction.padEnd(6, '0')}`);
}

/** Whole figures of money; null: none, or of no known currency. */
function moneyText(locale: AnyLocale, field: string, text: string, currency: string | null): string | null {
  if (currency === null || !/^-?\d+$/.test(text)) return null;
  if (field.endsWith('Minor')) return formats(locale).money(BigInt(text), currency);
  return field.endsWith('Nano') ? formats(locale).unitPrice(BigInt(text), currency) : null;
}

/** Micro-credits of amounts of credits, however they are kept; null: it is none. */
function creditsOf(field: string, text: string): bigint | null {
  if (/(Micro|_micro)$/.test(field)) return /^-?\d+$/.test(text) ? BigInt(text) : null;
  return field === 'amount' || field === 'limit' ? toMicro(text) : null;
}

/** One value that is neither a list nor a record, in the reader's language. */
export function valueText(
  locale: AnyLocale,
  field: string,
  text: string,
  context: ValueContext & { currency: string | null },
): string {
  const named = context.names.get(text);
  if (named !== undefined) return named;
  if (field === 'reviewReason') return context.reviewReason(text);
  const words = field === 'status' ? STATUS[context.targetKind] : BY_FIELD[field];
  const said = words?.(locale, text);
  if (said) return said;
  if (INSTANT.test(text)) return formats(locale).dateTime(new Date(text), context.timeZone);
  const micro = creditsOf(field, text);
  if (micro !== null) return formats(locale).credits(micro);
  return moneyText(locale, field, text, context.currency) ?? text;
}

/** Lists that say something by being empty; null: not this one. */
export function emptyListText(locale: AnyLocale, field: string): string | null {
  if (field === 'events') return translator(locale, 'alerts')('hooks.all');
  return field === 'allowedIps' ? translator(locale, 'keys')('key.anywhere') : null;
}
