import { z } from 'zod';
import { normalizeEmail } from '../../auth/email';
import { isJsonNumber } from '../json';

/** Fields of people, customers and money that several requests share. */

/** A field of a change: left out, it stays as it is; null clears it. */
export const clearable = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

export const email = z
  .string()
  .meta({ format: 'email', description: 'Kept in its normal form: lower case, ASCII domain.' })
  .transform((value, ctx): string => {
    const normal = normalizeEmail(value);
    if (normal) return normal;
    ctx.addIssue({ code: 'custom', message: 'must be an e-mail address that can be written to' });
    return z.NEVER;
  });

export const currency = z
  .string()
  .meta({ description: 'ISO 4217 code, in either case.', examples: ['usd'] })
  .regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code, such as usd')
  .transform((code) => code.toLowerCase());

/** An amount of money in minor units of a currency, as Stripe counts them. */
export const minorUnits = (description: string) =>
  z
    .unknown()
    .meta({ type: ['string', 'integer'], description, examples: ['2500'] })
    .transform((value, ctx): bigint => {
      const source = isJsonNumber(value) ? value.value : typeof value === 'string' ? value : '';
      if (/^[1-9][0-9]{0,14}$/.test(source)) return BigInt(source);
      ctx.addIssue({ code: 'custom', message: 'must be a whole number of minor units, more than zero' });
      return z.NEVER;
    });

/** A yes or no in a query string. */
export const queryFlag = (description: string) =>
  z
    .enum(['true', 'false'])
    .meta({ description })
    .transform((value) => value === 'true');
