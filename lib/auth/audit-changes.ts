import type { AnyLocale } from '../i18n/locales';
import { MESSAGES, type Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';
import { emptyListText, type ValueContext, valueText } from './audit-values';

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

/** A field's name in words, with the unit where no currency is known; one of a later version as it is. */
export function fieldLabel(locale: AnyLocale, field: string, currency: string | null = null): string {
  const name = inCamelCase(field);
  if (!isField(name)) return field;
  const t = translator(locale, 'audit');
  const label = t(`fields.${name}`);
  if (currency !== null || !/(Minor|Nano)$/.test(name)) return label;
  return t(name.endsWith('Minor') ? 'smallestUnits' : 'billionths', { field: label });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of the money in a record; null: it does not say. */
const currencyIn = (record: Record<string, unknown>): string | null =>
  typeof record.currency === 'string' && /^[a-z]{3}$/i.test(record.currency) ? record.currency : null;

type SayContext = ValueContext & { currency: string | null };

function say(locale: AnyLocale, field: string, value: unknown, context: SayContext): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return translator(locale, 'audit')(value ? 'yes' : 'no');
  if (Array.isArray(value)) {
    const parts = value.map((entry) => say(locale, field, entry, context));
    if (parts.length === 0) return emptyListText(locale, field) ?? '–';
    return parts.join(value.some(isRecord) ? '; ' : ', ');
  }
  if (isRecord(value)) {
    const currency = currencyIn(value) ?? context.currency;
    const parts = Object.entries(value).map(
      ([name, part]) => `${fieldLabel(locale, name, currency)}: ${say(locale, name, part, { ...context, currency })}`,
    );
    return parts.join(', ') || '–';
  }
  return valueText(locale, inCamelCase(field), String(value), context);
}

/** What an audit row says of before and after, field by field, in the reader's language: codes and ids by their names. */
export function auditChanges(
  locale: AnyLocale,
  { before, after, ...known }: { before: unknown; after: unknown } & ValueContext,
): AuditChange[] {
  const [old, now] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const currency = currencyIn(now) ?? currencyIn(old);
  const context = { ...known, currency };
  const toText = (from: Record<string, unknown>, field: string): string | null =>
    from[field] === undefined || from[field] === null ? null : say(locale, field, from[field], context);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].map((field) => ({
    field,
    label: fieldLabel(locale, field, currency),
    before: toText(old, field),
    after: toText(now, field),
  }));
}
