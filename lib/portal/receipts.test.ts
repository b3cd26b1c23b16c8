import { describe, expect, it } from 'vitest';
import { resumeReturn } from '../billing';
import { useInstallation } from '../billing/testing/installation';
import { getEnv } from '../env';
import { newId } from '../ids';
import { lookUpPayment } from './look-up-payment';
import { mailReceiptAgain } from './mail-receipt-again';
import { paperFor } from './paper/size';
import { makeReceiptPdf } from './receipt-pdf';
import { disputeWords } from './receipt-story';
import { readReceipt } from './receipts';
import { textOf } from './testing/pdf-text';
import { readReturnState } from './top-up-return';
import { loadWorkspace } from './workspace';

const shop = useInstallation();

async function bought(locale: 'en' | 'de' = 'en', name = 'Acme <b>=1+1') {
  const buyer = await shop.newWorkspace();
  await shop.database.pool.query(
    "UPDATE workspaces SET billing_email = 'books@acme.test', tax_id = 'DE123', name = $2 WHERE id = $1",
    [buyer.id, name],
  );
  const { purchaseId, sessionId } = await shop.begin(buyer);
  await shop.box.control('webhooks', { drop: 1 });
  await shop.box.control(`sessions/${sessionId}/pay`, {});
  const workspace = await loadWorkspace(buyer.owner, buyer.slug, locale);
  return { owner: buyer.owner, workspace, purchaseId };
}

describe('a payment whose every event was lost', () => {
  it('is found by "I paid, where is it?", once, and told step by step', async () => {
    const { owner, workspace, purchaseId } = await bought();
    const first = await lookUpPayment(owner, workspace, purchaseId);
    expect(first.at(-1)?.text).toContain('were added just now: 1,100');
    const second = await lookUpPayment(owner, workspace, purchaseId);
    expect(second.at(-1)?.text).toContain('It was paid');
    expect(await shop.credited(purchaseId)).toHaveLength(2);
    expect(await shop.purchase(purchaseId)).toMatchObject({ fulfilled_by: 'support' });
  });
});

describe('a receipt', () => {
  it.each([
    ['en', 'a4', '595.28 841.89', '$25.00'],
    ['de', 'letter', '612 792', '25,00\u00a0$'],
  ] as const)('in %s on %s is text, whatever a name says', async (locale, size, box, total) => {
    const { owner, workspace, purchaseId } = await bought(locale);
    await lookUpPayment(owner, workspace, purchaseId);
    const { body } = await makeReceiptPdf(owner, workspace, { purchaseId, size });
    expect(body.toString('latin1')).toContain(box);
    const text = textOf(body);
    for (const part of ['Acme <b>=1+1', 'DE123', 'books@acme.test', total]) expect(text).toContain(part);
  });

  it.each([
    ['Polish', 'Zażółć gęślą jaźń – Łódź'],
    ['Greek', 'Ελληνική Εταιρεία Ώμέγα'],
    ['Cyrillic', 'Съешь ещё этих булок, Київ ґ ї'],
    ['Vietnamese', 'Công ty Nguyễn Thị Ngọc Huyền, Đặng'],
    ['Turkish', 'Şişli Işık İnşaat ₺'],
    ['a mixture', 'Łódź & Αθήνα & Київ'],
    ['letters and accents apart', 'E\u0301cole'],
    ['Chinese', '上海贸易有限公司 & 广州'],
    ['Japanese', '株式会社さくら商事'],
    ['Korean', '주식회사 서울무역'],
    ['emoji', 'Rocket 🚀 Ltd'],
  ])('shows a name in %s letter by letter', async (_language, name) => {
    const { owner, workspace, purchaseId } = await bought('en', name);
    await lookUpPayment(owner, workspace, purchaseId);
    const text = textOf((await makeReceiptPdf(owner, workspace, { purchaseId })).body);
    expect(text).toContain(`Customer${name.normalize('NFC')}Tax ID`);
  });

  it('shows one sign for what no font has, and breaks what is wider than the paper', async () => {
    const name = `𒀀𒀁 ok ${'Ж'.repeat(150)}`;
    const { owner, workspace, purchaseId } = await bought('en', name);
    await lookUpPayment(owner, workspace, purchaseId);
    const { body } = await makeReceiptPdf(owner, workspace, { purchaseId });
    expect(textOf(body)).toContain(`Customer\ufffd\ufffd ok${'Ж'.repeat(150)}Tax ID`);
  });

  it.each([
    ['Arabic', 'مكتب النور 42', '42 رونلا بتكم'],
    ['Hebrew', 'שלום (עולם)', '(םלוע) םולש'],
  ])('prints a name in %s from right to left', async (_language, name, printed) => {
    const { owner, workspace, purchaseId } = await bought('en', name);
    await lookUpPayment(owner, workspace, purchaseId);
    expect(textOf((await makeReceiptPdf(owner, workspace, { purchaseId })).body)).toContain(printed);
  });

  it.each([
    ['America/New_York', 'letter'],
    ['US/Pacific', 'letter'],
    ['America/Toronto', 'letter'],
    ['America/Mexico_City', 'letter'],
    ['America/Sao_Paulo', 'a4'],
    ['Europe/Berlin', 'a4'],
    ['Asia/Tokyo', 'a4'],
    ['UTC', 'a4'],
  ] as const)('of a workspace in %s has paper of size %s', (timeZone, size) => {
    expect(paperFor(timeZone)).toBe(size);
  });

  it('has that paper unless another is asked for', async () => {
    const { owner, workspace, purchaseId } = await bought();
    await lookUpPayment(owner, workspace, purchaseId);
    const inMexico = { ...workspace, timeZone: 'America/Mexico_City' };
    const boxOf = async (...[input]: [{ size?: 'a4' }]) =>
      /MediaBox \[0 0 ([^\]]+)\]/.exec(
        (await makeReceiptPdf(owner, inMexico, { purchaseId, ...input })).body.toString('latin1'),
      )?.[1];
    expect(await boxOf({})).toBe('612 792');
    expect(await boxOf({ size: 'a4' })).toBe('595.28 841.89');
    expect((await readReceipt(owner, inMexico, purchaseId)).paper).toBe('letter');
  });

  it('says that no money moved where the payment was a test, and nothing of it where it was not', async () => {
    const { owner, workspace, purchaseId } = await bought();
    await lookUpPayment(owner, workspace, purchaseId);
    const print = async () => textOf((await makeReceiptPdf(owner, workspace, { purchaseId })).body);
    expect(await print()).toContain('A test: this payment was made with a test key');
    const env = getEnv();
    const key = env.STRIPE_SECRET_KEY;
    env.STRIPE_SECRET_KEY = 'sk_live_of_a_shop';
    try {
      expect(await print()).not.toContain('A test');
    } finally {
      env.STRIPE_SECRET_KEY = key;
    }
  });

  it('does not exist before the money does, nor for another workspace', async () => {
    const { owner, workspace, purchaseId } = await bought();
    await expect(makeReceiptPdf(owner, workspace, { purchaseId, size: 'a4' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const other = await bought();
    await expect(readReceipt(other.owner, other.workspace, purchaseId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is mailed when it is paid, and again once in five minutes', async () => {
    const { owner, workspace, purchaseId } = await bought();
    await lookUpPayment(owner, workspace, purchaseId);
    expect(await mailReceiptAgain(owner, workspace, purchaseId)).toEqual({ to: 'books@acme.test' });
    expect(await mailReceiptAgain(owner, workspace, purchaseId)).toEqual({ refused: 'too_soon' });
    const { rows } = await shop.database.pool.query<{ html: string }>(
      "SELECT html FROM outgoing_mails WHERE workspace_id = $1 AND kind = 'receipt'",
      [workspace.id],
    );
    expect(rows).toHaveLength(2);
    expect(rows.every(({ html }) => !html.includes('<b>'))).toBe(true);
  });
});

describe('a return without a payment', () => {
  it('has no effect in 1,000 tries with own, foreign and made-up ids', async () => {
    const [mine, theirs] = [await shop.newWorkspace(), await shop.newWorkspace()];
    const [own, foreign] = [await shop.begin(mine), await shop.begin(theirs)];
    const workspace = await loadWorkspace(mine.owner, mine.slug);
    const ids = [own.purchaseId, foreign.purchaseId, own.sessionId, newId(), '', "' OR 1=1 --", '../../return'];
    for (let round = 0; round < 1_000; round++) {
      const id = ids[round % ids.length] ?? '';
      const answer = await readReturnState(mine.owner, workspace, id).catch((error: { code: string }) => error.code);
      expect(answer).toEqual(id === own.purchaseId ? { state: 'adding', isOpen: true } : 'not_found');
    }
    expect((await resumeReturn(mine.id, own.purchaseId)).purchase.status).toBe('pending');
    const { rows } = await shop.database.pool.query('SELECT 1 FROM grants WHERE workspace_id = ANY($1)', [
      [mine.id, theirs.id],
    ]);
    expect(rows).toEqual([]);
  });
});

describe('words', () => {
  it.each([
    ['needs_response', 'frozen', 'open'],
    ['won', 'none', 'won'],
    ['lost', 'taken', 'lost'],
    ['prevented', 'none', 'prevented'],
    ['warning_under_review', 'none', 'warning'],
  ] as const)('for a dispute that is %s (%s): %s', (status, effect, words) => {
    expect(disputeWords({ status, effect })).toBe(words);
  });
});
