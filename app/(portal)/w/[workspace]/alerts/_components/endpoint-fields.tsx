import { Choices, TextField } from '@/components/forms/fields';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';
import { EVENT_TYPES } from '@/lib/webhooks/events';

interface EndpointFieldsProps {
  locale: AnyLocale;
  url?: string;
  description?: string | null;
  events?: string[];
}

/** What an endpoint's form asks for, new or changed. */
export function EndpointFields({ locale, url = '', description = '', events = [] }: EndpointFieldsProps) {
  const t = translator(locale, 'alerts');
  return (
    <>
      <TextField
        name="url"
        type="url"
        label={t('hooks.url')}
        help={t('hooks.urlHelp')}
        defaultValue={url}
        required
        spellCheck={false}
      />
      <TextField
        name="description"
        label={t('hooks.description')}
        help={translator(locale, 'forms')('optional')}
        defaultValue={description ?? ''}
        maxLength={200}
      />
      <Choices
        name="events"
        type="checkbox"
        legend={t('hooks.events')}
        help={t('hooks.eventsHelp')}
        choices={EVENT_TYPES.map((type) => ({ value: type, label: type }))}
        defaultValues={events}
        columns
        isCode
      />
    </>
  );
}
