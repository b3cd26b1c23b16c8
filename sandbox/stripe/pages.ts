import { DECLINED_CARD, findCard } from './cards';
import { paySession, settleSession, successUrl } from './checkout/actions';
import { closedPage, dashboardPage, notFoundPage, payPage, receiptPage } from './checkout/pages';
import { findSession } from './resources/checkout-sessions';
import type { Method } from './resources/payments';
import type { Sandbox } from './sandbox';
import type { SessionRecord } from './state';

export type PageReply = { status: 200 | 404; html: string } | { status: 303; location: string };

const shown = (html: string): PageReply => ({ status: 200, html });
const goTo = (location: string): PageReply => ({ status: 303, location });
const notFound = (): PageReply => ({ status: 404, html: notFoundPage() });

/** Which method the pressed button and the card field mean; null: an unknown card. */
function chosenMethod(form: URLSearchParams, currency: string | null): Method | null {
  if (form.get('action') === 'delayed') return { kind: currency === 'eur' ? 'sepa_debit' : 'us_bank_account' };
  const card = findCard(form.get('action') === 'decline' ? DECLINED_CARD : (form.get('card') ?? ''));
  return card && { kind: 'card', card };
}

function submit(sandbox: Sandbox, record: SessionRecord, form: URLSearchParams): PageReply {
  const { session } = record;
  if (session.status !== 'open') return shown(closedPage(record));
  if (form.get('action') === 'cancel') return goTo(session.cancel_url ?? successUrl(record));
  const method = chosenMethod(form, session.currency);
  if (!method) {
    record.lastError = 'Only Stripe’s test cards work here.';
    return goTo(`/c/pay/${session.id}`);
  }
  return goTo(paySession(sandbox, record, method).isComplete ? successUrl(record) : `/c/pay/${session.id}`);
}

function sessionPage(sandbox: Sandbox, method: string, id: string, body: string): PageReply {
  if (!sandbox.data.sessions.has(id)) return notFound();
  const record = findSession(sandbox, id);
  if (method === 'POST') return submit(sandbox, record, new URLSearchParams(body));
  return shown(record.session.status === 'open' ? payPage(sandbox, record) : closedPage(record));
}

/** Serves what people look at; null: this path is none of it. */
export function answerPage(sandbox: Sandbox, method: string, path: string, body: string): PageReply | null {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (path === '/') return shown(dashboardPage(sandbox));
  if (first === 'c' && second === 'pay') return sessionPage(sandbox, method, third, body);
  if (first === 'receipts') {
    const charge = sandbox.data.charges.get(second);
    return charge?.receipt_url ? shown(receiptPage(charge)) : notFound();
  }
  if (first === 'settle' && method === 'POST') {
    const record = sandbox.data.sessions.get(second);
    if (!record) return notFound();
    settleSession(sandbox, record, new URLSearchParams(body).get('result') === 'paid');
    return goTo('/');
  }
  return null;
}
