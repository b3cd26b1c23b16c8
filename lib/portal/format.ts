/** Dates and amounts that are the same in every language; all else comes from `formats(locale)`. */
export { addDays, localDateOf, minorToDecimal } from '../i18n/formats';
