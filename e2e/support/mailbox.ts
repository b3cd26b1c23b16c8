import { e2eEnvironment } from './environment';

interface Mail {
  subject: string;
  text: string;
}

/** The newest mail to an address; waits until there is one. For stories about something else than mails. */
export async function newestMail(email: string): Promise<Mail> {
  const address = `${e2eEnvironment().mailboxUrl}/api/messages?${new URLSearchParams({ to: email })}`;
  for (let attempt = 0; attempt < 100; attempt++) {
    const { messages } = (await (await fetch(address)).json()) as { messages: Mail[] };
    const [newest] = messages;
    if (newest) return newest;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail to ${email} arrived`);
}
