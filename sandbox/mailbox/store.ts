import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Message = z.object({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
});

/** One mail as it arrived; `to` are the envelope's recipients, in lower case. */
export type Message = z.infer<typeof Message>;

const MAX_MESSAGES = 500;

/** The mails, newest first; the oldest make room. With a file they are there again after a restart. */
export class MessageStore {
  private messages: Message[] = [];

  constructor(private readonly file: string | null) {
    if (file) this.messages = readMessages(file);
  }

  add(message: Message): void {
    this.messages = [message, ...this.messages].slice(0, MAX_MESSAGES);
    this.save();
  }

  list(to?: string | null): Message[] {
    const wanted = to?.trim().toLowerCase();
    return wanted ? this.messages.filter((message) => message.to.includes(wanted)) : this.messages;
  }

  find(id: string): Message | undefined {
    return this.messages.find((message) => message.id === id);
  }

  clear(): void {
    this.messages = [];
    this.save();
  }

  /** Through a second file, so that a crash never leaves half of one. */
  private save(): void {
    if (!this.file) return;
    mkdirSync(path.dirname(this.file), { recursive: true });
    const draft = `${this.file}.new`;
    writeFileSync(draft, JSON.stringify(this.messages, null, 1));
    renameSync(draft, this.file);
  }
}

/** What an earlier run left; a file that cannot be read begins anew, as these are only trial mails. */
function readMessages(file: string): Message[] {
  try {
    return z.array(Message).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
