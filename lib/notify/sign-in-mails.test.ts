import { describe, expect, it } from 'vitest';
import { inviteMail, signInLinkMail, suspendedMail } from './sign-in-mails';

const invite = (workspaceName: string) =>
  inviteMail({
    locale: 'en',
    url: 'https://portal.example/invite/abc?x=1&y=2',
    host: 'portal.example',
    workspaceName,
    role: 'billing',
    invitedBy: 'ada@example.com',
    days: 7,
  });

describe('mails about signing in', () => {
  it('say the same in text and in HTML, with the address in full in both', () => {
    const url = 'https://portal.example/sign-in/confirm?token=t&email=ada%40example.com';
    const { subject, text, html } = signInLinkMail({ locale: 'en', url, host: 'portal.example', minutes: 15 });
    expect(subject).toBe('Sign in to portal.example');
    expect(text).toContain(`\n${url}\n`);
    expect(html).toContain(`href="${url.replaceAll('&', '&amp;')}"`);
    for (const sentence of text.split('\n\n').filter((part) => !part.includes('http'))) {
      expect(html).toContain(sentence.trim().replaceAll("'", '&#39;'));
    }
  });

  it('load nothing, and carry no script of a workspace’s name', () => {
    const { subject, text, html } = invite('"><img src=x onerror=alert(1)>\r\nBcc: eve@evil.com');
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/src=(?!x onerror)|url\(|<link|<script/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).toContain('<img src=x');
  });

  it('speak the language of who reads them', () => {
    const invited = inviteMail({
      locale: 'de',
      url: 'https://portal.example/invite/abc',
      host: 'portal.example',
      workspaceName: 'Acme',
      role: 'owner',
      invitedBy: null,
      days: 7,
    });
    expect(invited.subject).toBe('Einladung zu Acme auf portal.example');
    expect(invited.html).toContain('<html lang="de">');
    expect(invited.text).toContain('Der Betreiber lädt Sie in den Arbeitsbereich „Acme“ ein. Ihre Rolle: Inhaber.');
    expect(invited.text).toContain('7 Tage');
  });

  it('tell a suspended person nothing to click', () => {
    const { text, html } = suspendedMail({ locale: 'en', host: 'portal.example' });
    expect(`${text}${html}`).not.toContain('href');
    expect(text).toContain('suspended');
  });
});
