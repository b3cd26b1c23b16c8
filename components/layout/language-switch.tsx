import { setLanguage } from '@/app/_lib/language';
import { cn } from '@/components/cn';
import { type AnyLocale, LOCALE_NAMES, LOCALES } from '@/lib/i18n/locales';

/** Every language in its own words. Works without script. */
export function LanguageSwitch({ locale, label }: { locale: AnyLocale; label: string }) {
  return (
    <form action={setLanguage}>
      <fieldset className="mt-2 flex rounded-md bg-muted p-0.5">
        <legend className="sr-only">{label}</legend>
        {LOCALES.map((one) => (
          <button
            key={one}
            type="submit"
            name="locale"
            value={one}
            lang={one}
            aria-pressed={one === locale}
            className={cn(
              'flex h-8 flex-1 items-center justify-center rounded-sm text-muted-foreground text-xs',
              one === locale && 'bg-card text-foreground shadow-raise',
            )}
          >
            {LOCALE_NAMES[one]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
