'use client';

import type { ComponentProps } from 'react';
import { Select } from './ui/input';

/** A select that sends its form when changed. Without script the form's own button does it. */
export function AutoSubmitSelect(props: ComponentProps<'select'>) {
  return <Select {...props} onChange={(event) => event.currentTarget.form?.requestSubmit()} />;
}
