import { TextAreaField } from '@/components/forms/fields';
import type { ConsoleTexts } from '../_lib/console';

/** What every change of an operator's needs; it goes to the audit log. */
export const ReasonField = ({ t }: { t: ConsoleTexts }) => (
  <TextAreaField name="reason" label={t('reason.label')} help={t('reason.help')} rows={2} maxLength={1000} required />
);
