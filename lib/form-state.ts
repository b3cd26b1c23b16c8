/** What a form's action answers. Goes to the browser in the reply to the form alone: never into an address or a cookie. */
export interface FormState {
  status: 'refused' | 'done';
  /** About the form as a whole. */
  message: string | null;
  /** What is wrong with single fields, by their names. */
  fields: Record<string, string>;
  /** What was typed, so that it is still there without script too. Empty when it was done. */
  values: Record<string, string[]>;
  /** A secret at the only moment at which it is known. */
  secret: string | null;
}

export type FormAction = (before: FormState | null, form: FormData) => Promise<FormState>;
