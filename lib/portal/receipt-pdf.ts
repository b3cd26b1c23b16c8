import PDFDocument from 'pdfkit';
import type { Actor } from '../auth/actor';
import { authorize, missing } from '../auth/policy';
import { expectsLivemode, getPurchase } from '../billing';
import { expiryOf } from '../billing/pricing';
import { refundedTaxOf } from '../billing/refund-share';
import type { PurchaseView } from '../billing/types';
import { getPool } from '../db/pool';
import { getEnv } from '../env';
import { formats } from '../i18n/formats';
import { translator } from '../i18n/translator';
import { toLine, type Weight } from './paper/fonts';
import { type PaperSize, paperFor } from './paper/size';
import { write } from './paper/write-line';
import { receiptNumber } from './receipts';
import type { PortalWorkspace } from './workspace';

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
  if (purchase.refundedMinor > 0n) {
    sums.push([t('pdfTexts.refunded'), inMoney(purchase.refundedMinor)]);
    if (purchase.collectsTax) sums.push([t('pdfTexts.refundedTax'), inMoney(refundedTaxOf(purchase))]);
  }
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
      ...(expectsLivemode() ? [] : [t('pdfTexts.noMoney')]),
      t('pdfTexts.paid', { date: day }),
      ends ? t('pdfTexts.expires', { date: date(ends, workspace.timeZone) }) : t('pdfTexts.never'),
      ...(purchase.collectsTax ? [] : [t('pdfTexts.noTax')]),
    ],
  };
}

/**
 * The receipt of a paid purchase as PDF with text that can be selected and searched. Without a size it has the paper of
 * the workspace's part of the world.
 * Errors: forbidden, not_found (also for what is not paid: that has no receipt).
 */
export async function makeReceiptPdf(
  actor: Actor,
  workspace: PortalWorkspace,
  { purchaseId, size = paperFor(workspace.timeZone) }: { purchaseId: string; size?: PaperSize },
): Promise<{ name: string; body: Buffer }> {
  authorize(actor, 'purchases:view', { workspaceId: workspace.id });
  const purchase = await getPurchase(workspace.id, purchaseId);
  if (purchase.status !== 'paid') throw missing('receipt');
  const paper = toPaper(workspace, await readBuyer(workspace.id), purchase);
  const body = await print(paper, size, { locale: workspace.locale, at: purchase.paidAt ?? purchase.createdAt });
  return { name: `receipt-${receiptNumber(purchase.id)}.pdf`, body };
}

const MARGIN = 56;
const GREY = '#5f6368';
const SIZE = 10;
const TITLE_SIZE = 22;
/** Points between parts of the sheet. */
const GAP = 14;

function print(paper: Paper, size: PaperSize, info: { locale: string; at: Date }): Promise<Buffer> {
  const doc = new PDFDocument({
    size: size === 'a4' ? 'A4' : 'LETTER',
    margin: MARGIN,
    lang: info.locale.slice(0, 2),
    info: { Title: toLine(paper.title), CreationDate: info.at },
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

interface Sheet {
  doc: PDFKit.PDFDocument;
  width: number;
  /** Where the next line begins. */
  y: number;
}

function draw(doc: PDFKit.PDFDocument, paper: Paper): void {
  const sheet: Sheet = { doc, width: doc.page.width - 2 * MARGIN, y: MARGIN };
  line(sheet, paper.title, { size: TITLE_SIZE, weight: 'bold' });
  sheet.y += GAP;
  for (const [label, value] of paper.head) row(sheet, label, value, { labelWidth: 90, align: 'left' });
  sheet.y += GAP;
  for (const { title, lines } of [paper.seller, paper.buyer]) {
    doc.fillColor(GREY);
    line(sheet, title);
    doc.fillColor('black');
    for (const text of lines) line(sheet, text);
    sheet.y += GAP;
  }
  rule(sheet);
  doc.fillColor(GREY);
  row(sheet, ...paper.columns);
  doc.fillColor('black');
  rule(sheet);
  for (const [label, value] of paper.items) row(sheet, label, value);
  rule(sheet);
  for (const [index, [label, value]] of paper.sums.entries()) {
    row(sheet, label, value, { weight: index === 0 ? 'bold' : 'regular' });
  }
  sheet.y += GAP;
  doc.fillColor(GREY);
  for (const note of paper.notes) line(sheet, note);
}

function line(sheet: Sheet, text: string, look: { size?: number; weight?: Weight } = {}): void {
  sheet.y = write(sheet.doc, text, { x: MARGIN, y: sheet.y, width: sheet.width, size: SIZE, ...look });
}

function row(
  sheet: Sheet,
  label: string,
  value: string,
  {
    labelWidth = sheet.width * 0.7,
    align = 'right',
    weight = 'regular',
  }: { labelWidth?: number; align?: 'left' | 'right'; weight?: Weight } = {},
): void {
  const { doc, y, width } = sheet;
  const look = { y, size: SIZE, weight };
  const below = write(doc, label, { ...look, x: MARGIN, width: labelWidth });
  const beside = write(doc, value, { ...look, x: MARGIN + labelWidth, width: width - labelWidth, align });
  sheet.y = Math.max(below, beside) + 4;
}

function rule(sheet: Sheet): void {
  const y = sheet.y + 2;
  sheet.doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + sheet.width, y)
    .lineWidth(0.5)
    .strokeColor('#c8ccd0')
    .stroke();
  sheet.y = y + 8;
}
