import type Stripe from 'stripe';
import { formatMoney, html, page } from '../checkout/html';
import type { Sandbox } from '../sandbox';
import { notFound, type Reply, shown } from '../wire/page';

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

const methodName = (charge: Stripe.Charge): string => {
  const details = charge.payment_method_details;
  const last4 = details?.card?.last4 ?? details?.sepa_debit?.last4 ?? details?.us_bank_account?.last4;
  return [details?.card?.brand ?? details?.type ?? '', last4 && `ending in ${last4}`].filter(Boolean).join(' ');
};

const row = (name: string, value: string, kind: 'num' | 'long' = 'num') =>
  html`<tr><th scope="row">${name}</th><td class="${kind}">${value}</td></tr>`;

/** Stripe's hosted receipt of a charge. */
export function receiptPage(sandbox: Sandbox, id: string): Reply {
  const charge = sandbox.data.charges.get(id);
  if (!charge?.receipt_url) return notFound();
  const money = (minor: number) => formatMoney(minor, charge.currency);
  return shown(
    page(
      'Receipt',
      html`<div class="card"><h1>Receipt</h1><table><tbody>
${row('Paid', money(charge.amount))}
${charge.amount_refunded > 0 && row('Refunded', money(charge.amount_refunded))}
${row('Date', day(charge.created))}
${row('Method', methodName(charge))}
${charge.description && row('For', charge.description, 'long')}
${row('Payment', charge.id, 'long')}
</tbody></table></div>`,
    ),
  );
}

const lineRow = (line: Stripe.InvoiceLineItem) =>
  row(
    `${line.description ?? 'Item'}${(line.quantity ?? 1) > 1 ? ` × ${line.quantity}` : ''}`,
    formatMoney(line.amount, line.currency),
  );

/** Stripe's hosted page of an invoice. */
export function invoicePage(sandbox: Sandbox, id: string): Reply {
  const invoice = sandbox.data.invoices.get(id);
  if (!invoice) return notFound();
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  const tax = (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return shown(
    page(
      `Invoice ${invoice.number}`,
      html`<div class="card"><h1>Invoice ${invoice.number}</h1><table><tbody>
${row('Date', day(invoice.created))}
${row('To', invoice.customer_name ?? invoice.customer_email ?? '', 'long')}
${(invoice.customer_tax_ids ?? []).map(({ value }) => row('Tax ID', value ?? ''))}
${invoice.lines.data.map(lineRow)}
${tax > 0 && row('Tax in it', money(tax))}
${row('Total', money(invoice.total))}
${row('Paid', money(invoice.amount_paid))}
</tbody></table>
<p><a href="/invoices/${invoice.id}/pdf">Download as PDF</a></p></div>`,
    ),
  );
}

const pdfText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&');

/** The invoice on one sheet of plain text. */
export function invoicePdf(invoice: Stripe.Invoice): Buffer {
  const money = (minor: number) =>
    `${formatMoney(minor, invoice.currency).replace(/[^\x20-\x7e]/g, '')} ${invoice.currency.toUpperCase()}`;
  const lines = [
    'SANDBOX - no real money has moved',
    `Invoice ${invoice.number}, ${day(invoice.created)}`,
    ...invoice.lines.data.map((line) => `${line.description ?? 'Item'}: ${money(line.amount)}`),
    `Total: ${money(invoice.total)}`,
  ];
  const stream = `BT /F1 12 Tf 60 780 Td 18 TL ${lines.map((line) => `(${pdfText(line)}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places: number[] = [];
  objects.forEach((object, index) => {
    places.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
