import { isUuid } from '@/lib/ids';

/** Collects conditions of a WHERE with their parameters. Text is ours; values only ever travel as parameters. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** The placeholder of a new parameter. */
  param(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** Adds `text`, in which each `?` stands for the next value. */
  add(text: string, ...values: unknown[]): this {
    let next = 0;
    this.parts.push(text.replaceAll('?', () => this.param(values[next++])));
    return this;
  }

  /** Adds the condition unless the value is absent. */
  addIf(text: string, value: unknown): this {
    return value === undefined || value === null ? this : this.add(text, value);
  }

  /** Adds the condition unless the id is absent; what is no id of ours names nothing. */
  addId(text: string, id: string | undefined | null): this {
    if (id === undefined || id === null) return this;
    return isUuid(id) ? this.add(text, id) : this.add('false');
  }

  copy(): Conditions {
    const copy = new Conditions();
    copy.values.push(...this.values);
    copy.parts.push(...this.parts);
    return copy;
  }

  toString(): string {
    return this.parts.join(' AND ');
  }
}
