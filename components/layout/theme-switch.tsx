'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useId, useSyncExternalStore } from 'react';

const THEMES = [
  { value: 'system', Icon: Monitor },
  { value: 'light', Icon: Sun },
  { value: 'dark', Icon: Moon },
] as const;

const never = () => () => {};

interface ThemeSwitchProps {
  legend: string;
  labels: { system: string; light: string; dark: string };
}

/** The reader's choice is known in the browser alone, so nothing is marked before the page runs there. */
export function ThemeSwitch({ legend, labels }: ThemeSwitchProps) {
  const { theme, setTheme } = useTheme();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const name = useId();
  return (
    <fieldset className="flex rounded-md bg-muted p-0.5">
      <legend className="sr-only">{legend}</legend>
      {THEMES.map(({ value, Icon }) => (
        <label
          key={value}
          className="flex h-8 flex-1 items-center justify-center gap-1.5 rounded-sm text-muted-foreground text-xs has-checked:bg-card has-checked:text-foreground has-checked:shadow-raise has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={isInBrowser && theme === value}
            onChange={() => setTheme(value)}
            className="sr-only"
          />
          <Icon aria-hidden="true" className="size-3.5" />
          {labels[value]}
        </label>
      ))}
    </fieldset>
  );
}
