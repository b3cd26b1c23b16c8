import { formats } from '../i18n/formats';

export { addDays, localDateOf, minorToDecimal } from '../i18n/formats';

// English for callers that do not pass their reader's language on yet.
const english = formats('en');
export const creditParts = english.creditParts;
export const formatCredits = english.credits;
export const formatSignedCredits = english.signedCredits;
export const formatEstimate = english.estimate;
export const formatCompact = english.compact;
export const formatCount = english.count;
export const formatMoney = english.money;
export const formatDate = english.date;
export const formatDateTime = english.dateTime;
export const formatInstant = english.instant;
export const formatLocalDate = english.localDate;
export const formatRelative = english.relative;
export const formatZone = english.zone;

/** '1 transaction', '2 transactions'. */
export function plural(count: bigint | number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${BigInt(count) === 1n ? one : many}`;
}
