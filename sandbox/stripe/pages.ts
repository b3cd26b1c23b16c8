import { authenticatePage } from './authenticate/pages';
import { DECLINED_CARD, findCard } from './cards';
import { type Choice, paySession, settleSession, successUrl } from './checkout/actions';
import { takeFields } from './checkout/buyer';
import { closedPage, dashboardPage, payPage } from './checkout/pages';
import { portalPage } from './portal/pages';
import { invoicePage, invoicePdf, receiptPage } from './receipts/pages';
import { findSession } from './resources/checkout-sessions';
import type { Sandbox } from './sandbox';
import type { SessionRecord } from './state';
import { goTo, notFound, type Reply, shown } from './wire/page';

/** Which method the pressed button and the card field mean; null: an unknown card. */
function chosenMethod(form: URLSearchParams, currency: string | null): Choice | null {
  if (form.get('action') === 'delayed') return { debit: currency === 'eur' ? 'sepa_debit' : 'us_bank_account' };
  const card = findCard(form.get('action') === 'decline' ? DECLINED_CARD : (form.get('card') ?? ''));
  return card && { card, isSaved: form.get('save') === 'on' };
}

function submit(sandbox: Sandbox, record: SessionRecord, form: URLSearchParams): Reply {
  const { session } = record;
  if (session.status !== 'open') return shown(closedPage(record));
  if (form.get('action') === 'cancel') return goTo(session.cancel_url ?? successUrl(record));
  const page = `/c/pay/${session.id}`;
  record.lastError = takeFields(sandbox, record, form);
  const shownTotal = form.get('total');
  if (!record.lastError && shownTotal !== null && shownTotal !== String(session.amount_total ?? 0)) {
    if (form.get('action') !== 'update') record.lastError = 'The total has changed. Look at it, then pay.';
  } else if (!record.lastError && form.get('action') !== 'update') {
    return pay(sandbox, record, form);
  }
  return goTo(page);
}

function pay(sandbox: Sandbox, record: SessionRecord, form: URLSearchParams): Reply {
  const { session } = record;
  const choice = chosenMethod(form, session.currency);
  if (!choice) {
    record.lastError = 'Only Stripe’s test cards work here.';
    return goTo(`/c/pay/${session.id}`);
  }
  const progress = paySession(sandbox, record, choice);
  if (record.lastError) record.lastError += ' Try another card.';
  if (progress === 'complete') return goTo(successUrl(record));
  return goTo(progress === 'open' ? `/c/pay/${session.id}` : `/authenticate/${progress.authenticate}`);
}

function sessionPage(sandbox: Sandbox, method: string, id: string, form: URLSearchParams): Reply {
  if (!sandbox.data.sessions.has(id)) return notFound();
  const record = findSession(sandbox, id);
  if (method === 'POST') return submit(sandbox, record, form);
  return shown(record.session.status === 'open' ? payPage(sandbox, record) : closedPage(record));
}

function invoice(sandbox: Sandbox, id: string, isPdf: boolean): Reply {
  const found = sandbox.data.invoices.get(id);
  return found && isPdf ? { status: 200, pdf: invoicePdf(found) } : invoicePage(sandbox, id);
}

/** Serves what people look at; null: this path is none of it. */
export function answerPage(sandbox: Sandbox, method: string, url: URL, body: string): Reply | null {
  const form = new URLSearchParams(body);
  const [, first = '', second = '', third = ''] = url.pathname.split('/');
  if (url.pathname === '/') return shown(dashboardPage(sandbox));
  if (first === 'c' && second === 'pay') return sessionPage(sandbox, method, third, form);
  if (first === 'p' && second === 'session') {
    return portalPage(sandbox, { method, id: third, query: url.searchParams, form });
  }
  if (first === 'authenticate') return authenticatePage(sandbox, method, second, form);
  if (first === 'receipts') return receiptPage(sandbox, second);
  if (first === 'invoices') return invoice(sandbox, second, third === 'pdf');
  if (first === 'settle' && method === 'POST') {
    const record = sandbox.data.sessions.get(second);
    if (!record) return notFound();
    settleSession(sandbox, record, form.get('result') === 'paid');
    return goTo('/');
  }
  return null;
}
