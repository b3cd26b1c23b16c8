import PDFDocument from 'pdfkit';
import type { Actor } from '../auth/actor';
import { authorize, missing } from '../auth/policy';
import { getPurchase } from '../billing';
import { expiryOf } from '../billing/pricing';
import type { PurchaseView } from '../billing/types';
import { getPool } from '../db/pool';
import { getEnv } from '../env';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { receiptNumber } from './receipts';
import type { PortalWorkspace } from './workspace';

export type PaperSize = 'a4' | 'letter';

/** What is printed: plain lines, never markup or formulas. */
interface Paper {
  title: string;
  head: [string, string][];
  seller: { title: string; lines: string[] };
  buyer: { title: string; lines: string[] };
  columns: [string, string];
  items: [string, string][];
  sums: [string, string][];
  notes: string[];
}

interface Buyer {
  name: string;
  taxId: string | null;
  billingEmail: string | null;
}

async function readBuyer(workspaceId: string): Promise<Buyer> {
  const { rows } = await getPool().query<Buyer>(
    `SELECT name, tax_id AS "taxId", billing_email AS "billingEmail" FROM workspaces WHERE id = $1`,
    [workspaceId],
  );
  if (!rows[0]) throw missing();
  return rows[0];
}

function sellerLines(t: ReturnType<typeof translator<'receipts'>>): string[] {
  const { SELLER_NAME, SELLER_ADDRESS, SELLER_TAX_ID, SELLER_EMAIL } = getEnv();
  const taxId = SELLER_TAX_ID && t('pdfTexts.taxId', { taxId: SELLER_TAX_ID });
  return [SELLER_NAME, ...SELLER_ADDRESS.split('|').map((line) => line.trim()), taxId, SELLER_EMAIL].filter(Boolean);
}

function toPaper(workspace: PortalWorkspace, buyer: Buyer, purchase: PurchaseView): Paper {
  const t = translator(workspace.locale, 'receipts');
  const { money, credits, date } = formats(workspace.locale);
  const inMoney = (minor: bigint) => money(minor, purchase.currency);
  const paidAt = purchase.paidAt ?? purchase.createdAt;
  const ends = expiryOf(paidAt, purchase.validDays);
  const day = date(paidAt, workspace.timeZone);
  const items: [string, string][] = [
    [t('pdfTexts.credits', { credits: credits(purchase.creditMicro) }), inMoney(purchase.priceMinor)],
  ];
  if (purchase.bonusMicro > 0n) {
    items.push([t('pdfTexts.bonus', { bonus: credits(purchase.bonusMicro) }), t('pdfTexts.free')]);
  }
  if (purchase.feeMinor > 0n) items.push([t('pdfTexts.fee'), inMoney(purchase.feeMinor)]);
  const sums: [string, string][] = [[t('pdfTexts.total'), inMoney(purchase.totalMinor)]];
  if (purchase.collectsTax) sums.push([t('pdfTexts.tax'), inMoney(purchase.taxMinor)]);
  if (purchase.refundedMinor > 0n) sums.push([t('pdfTexts.refunded'), inMoney(purchase.refundedMinor)]);
  return {
    title: t('pdfTexts.title'),
    head: [
      [t('pdfTexts.number'), receiptNumber(purchase.id)],
      [t('pdfTexts.date'), day],
    ],
    seller: { title: t('pdfTexts.seller'), lines: sellerLines(t) },
    buyer: {
      title: t('pdfTexts.buyer'),
      lines: [
        buyer.name,
        buyer.taxId ? t('pdfTexts.taxId', { taxId: buyer.taxId }) : '',
        buyer.billingEmail ?? '',
      ].filter(Boolean),
    },
    columns: [t('pdfTexts.item'), t('pdfTexts.amount')],
    items,
    sums,
    notes: [
      t('pdfTexts.paid', { date: day }),
      ends ? t('pdfTexts.expires', { date: date(ends, workspace.timeZone) }) : t('pdfTexts.never'),
      ...(purchase.collectsTax ? [] : [t('pdfTexts.noTax')]),
    ],
  };
}

/**
 * The receipt of a paid purchase as PDF with text that can be selected and searched.
 * Errors: forbidden, not_found (also for what is not paid: that has no receipt).
 */
export async function makeReceiptPdf(
  actor: Actor,
  workspace: PortalWorkspace,
  { purchaseId, size }: { purchaseId: string; size: PaperSize },
): Promise<{ name: string; body: Buffer }> {
  authorize(actor, 'purchases:view', { workspaceId: workspace.id });
  const purchase = await getPurchase(workspace.id, purchaseId);
  if (purchase.status !== 'paid') throw missing('receipt');
  const paper = toPaper(workspace, await readBuyer(workspace.id), purchase);
  const body = await print(paper, size, { locale: workspace.locale, at: purchase.paidAt ?? purchase.createdAt });
  return { name: `receipt-${receiptNumber(purchase.id)}.pdf`, body };
}

/** Signs that the standard fonts have beyond Latin-1. */
const WINDOWS_SIGNS = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** One line that the standard fonts can show: control signs become spaces, letters they lack lose accents or become '?'. */
export function printable(text: string): string {
  const plain = text.replace(/[\u202f\u2009]/g, '\u00a0').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
  const known = (sign: string) => WINDOWS_SIGNS.includes(sign) || /[\u0020-\u007e\u00a0-\u00ff]/.test(sign);
  return [...plain]
    .map((sign) => {
      if (known(sign)) return sign;
      const [base = ''] = sign.normalize('NFKD');
      return known(base) ? base : '?';
    })
    .join('');
}

const MARGIN = 56;
const GREY = '#5f6368';

function print(paper: Paper, size: PaperSize, info: { locale: string; at: Date }): Promise<Buffer> {
  const doc = new PDFDocument({
    size: size === 'a4' ? 'A4' : 'LETTER',
    margin: MARGIN,
    lang: info.locale.slice(0, 2),
    info: { Title: printable(paper.title), CreationDate: info.at },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  draw(doc, paper);
  doc.end();
  return done;
}

function draw(doc: PDFKit.PDFDocument, paper: Paper): void {
  const width = doc.page.width - 2 * MARGIN;
  doc.font('Helvetica-Bold').fontSize(22).text(printable(paper.title)).moveDown(0.6);
  doc.fontSize(10);
  for (const [label, value] of paper.head) row(doc, width, label, value, { isLeft: true });
  doc.moveDown(1.5);
  for (const { title, lines } of [paper.seller, paper.buyer]) {
    doc.font('Helvetica').fillColor(GREY).text(printable(title));
    doc.fillColor('black');
    for (const line of lines) doc.text(printable(line), { width });
    doc.moveDown(1);
  }
  rule(doc, width);
  row(doc, width, ...paper.columns, { color: GREY });
  rule(doc, width);
  for (const [label, value] of paper.items) row(doc, width, label, value, {});
  rule(doc, width);
  for (const [index, [label, value]] of paper.sums.entries()) row(doc, width, label, value, { isBold: index === 0 });
  doc.moveDown(1.5).font('Helvetica').fillColor(GREY);
  for (const note of paper.notes) doc.text(printable(note), MARGIN, doc.y, { width });
}

function row(
  doc: PDFKit.PDFDocument,
  width: number,
  label: string,
  value: string,
  { isBold = false, isLeft = false, color = 'black' }: { isBold?: boolean; isLeft?: boolean; color?: string },
): void {
  const y = doc.y;
  doc.font(isBold ? 'Helvetica-Bold' : 'Helvetica').fillColor(color);
  doc.text(printable(label), MARGIN, y, { width: isLeft ? 90 : width * 0.7 });
  const below = doc.y;
  if (isLeft) doc.text(printable(value), MARGIN + 90, y, { width: width - 90 });
  else doc.text(printable(value), MARGIN + width * 0.7, y, { width: width * 0.3, align: 'right' });
  doc.y = Math.max(below, doc.y) + 4;
  doc.x = MARGIN;
}

function rule(doc: PDFKit.PDFDocument, width: number): void {
  const y = doc.y + 2;
  doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + width, y)
    .lineWidth(0.5)
    .strokeColor('#c8ccd0')
    .stroke();
  doc.y = y + 8;
}
