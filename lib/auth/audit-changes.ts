import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { MESSAGES, type Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';

/** What one field of an audit row was and became, in words; null: it was not there. */
export interface AuditChange {
  field: string;
  label: string;
  before: string | null;
  after: string | null;
}

type Field = keyof Messages['audit']['fields'];

/** Rows of prices are kept as the database names their columns. */
const inCamelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isField = (name: string): name is Field => Object.hasOwn(MESSAGES.en.audit.fields, name);

/** A field's name in words; one of a later version as it is. */
export function fieldLabel(locale: AnyLocale, field: string): string {
  const name = inCamelCase(field);
  return isField(name) ? translator(locale, 'audit')(`fields.${name}`) : field;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Micro-credits become credits; figures of money stay whole, in the unit that the field's name says. */
function say(locale: AnyLocale, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return translator(locale, 'audit')(value ? 'yes' : 'no');
  if (Array.isArray(value)) {
    const separator = value.some(isRecord) ? '; ' : ', ';
    return value.map((entry) => say(locale, field, entry)).join(separator) || '–';
  }
  if (isRecord(value)) {
    const parts = Object.entries(value).map(
      ([name, part]) => `${fieldLabel(locale, name)}: ${say(locale, name, part)}`,
    );
    return parts.join(', ') || '–';
  }
  const text = String(value);
  return /(Micro|_micro)$/.test(field) && /^-?\d+$/.test(text) ? formats(locale).credits(BigInt(text)) : text;
}

/** What an audit row says of before and after, field by field, in the reader's language. */
export function auditChanges(locale: AnyLocale, { before, after }: { before: unknown; after: unknown }): AuditChange[] {
  const [old, now] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const toText = (from: Record<string, unknown>, field: string): string | null =>
    from[field] === undefined || from[field] === null ? null : say(locale, field, from[field]);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].map((field) => ({
    field,
    label: fieldLabel(locale, field),
    before: toText(old, field),
    after: toText(now, field),
  }));
}
