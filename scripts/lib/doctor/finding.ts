/** What one check found. `advice` says what to do; absent when all is well. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail';
  subject: string;
  says: string;
  advice?: string;
}

export const ok = (subject: string, says: string): Finding => ({ level: 'ok', subject, says });
export const warn = (subject: string, says: string, advice: string): Finding => ({
  level: 'warn',
  subject,
  says,
  advice,
});
export const fail = (subject: string, says: string, advice: string): Finding => ({
  level: 'fail',
  subject,
  says,
  advice,
});
