import Form from 'next/form';
import { AutoSubmitSelect } from '@/components/auto-submit-select';
import { Button } from '@/components/ui/button';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';

interface MemberPickerProps {
  locale: AnyLocale;
  action: string;
  members: { id: string; name: string }[];
  selected: string | undefined;
}

/** Whole workspace or one member; the choice lives in the address. */
export function MemberPicker({ locale, action, members, selected }: MemberPickerProps) {
  const t = translator(locale, 'overview');
  return (
    <Form prefetch={false} action={action} className="flex items-center gap-2" key={selected ?? 'all'}>
      <label htmlFor="member" className="sr-only">
        {t('picker.label')}
      </label>
      <AutoSubmitSelect id="member" name="member" defaultValue={selected ?? ''} className="w-52">
        <option value="">{t('picker.everybody')}</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </AutoSubmitSelect>
      <noscript>
        <Button type="submit" variant="outline">
          {t('picker.show')}
        </Button>
      </noscript>
    </Form>
  );
}
