import { beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '../auth/actor';
import { listPacks } from '../billing';
import { creditPurchase } from '../billing/credit';
import { getManagedPack, listCreditPrices, listManagedPacks, movePack } from '../billing/edit-packs';
import type { PurchaseRow } from '../billing/purchase-row';
import { inTransaction } from '../db/transaction';
import type { AppError } from '../errors';
import { csvStream } from '../export/csv';
import { newId, newWorkspaceId } from '../ids';
import { getLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { booksOf, CREDIT, createWorkspace, giveCredits } from '../testing/factories';
import { AUDIT_HEADER, exportAudit, searchAudit } from './audit';
import { changeCustomer, createCustomer, setCustomerClosed } from './change-customer';
import { readCustomerDetail } from './customer';
import { listCustomers } from './customers';
import { explainProblem } from './explain-problem';
import { readConsoleOverview } from './overview';
import { removePriceForm, savePackForm, setPriceForm } from './packs';
import { searchAllPurchases } from './purchases';
import { readSystem } from './system';
import { auditBy, createOperator } from './testing/console';
import { verifyNow } from './verify';

const database = useTestDatabase();
const TRACE = { requestId: 'req-2', ip: '198.51.100.8' };

let operator: UserActor;

beforeAll(async () => {
  operator = await createOperator(database.pool);
});

const fields = (name: string) => ({
  name,
  externalId: '',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  billingEmail: '',
  reason: 'New contract',
});
const rowsOf = async (action: string) =>
  (await auditBy(database.pool, operator)).filter((row) => row.action === action);

describe('a customer', () => {
  test('is made once by one form, and found by name, external id and id', async () => {
    const id = newWorkspaceId();
    const input = { ...fields('Zebra Works'), externalId: 'zebra-1', id };
    expect(await Promise.all([1, 2].map(() => createCustomer(operator, input, TRACE)))).toEqual([id, id]);
    for (const text of ['zebra w', 'ZEBRA-1', id]) {
      const { items } = await listCustomers(operator, { text });
      expect(items.map((row) => [row.id, row.currency])).toEqual([[id, 'eur']]);
    }
    expect(await rowsOf('workspace.create')).toMatchObject([
      { target_id: id, reason: 'New contract', request_id: 'req-2', ip: '198.51.100.8' },
    ]);
    await expect(createCustomer(operator, { ...input, id: newWorkspaceId() })).rejects.toMatchObject({
      code: 'conflict',
      facts: { problem: 'externalIdTaken' },
    });
  });

  test('is listed on one page only, however many there are', async () => {
    for (let count = 0; count < 53; count++) await createWorkspace(database.pool);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listCustomers>> = await listCustomers(operator, {
        cursor: cursor ?? undefined,
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    const { rows } = await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM workspaces');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(rows[0]?.n ?? -1);
    expect((await listCustomers(operator, { cursor: 'edited' })).items).toHaveLength(50);
  });

  test('is changed with before and after in the log, backdate window too', async () => {
    const customerId = await createWorkspace(database.pool);
    const wanted = { ...fields('Renamed'), customerId, backdateHours: '24' };
    await changeCustomer(operator, wanted, TRACE);
    const { customer } = await readCustomerDetail(operator, customerId, 'live');
    expect(customer).toMatchObject({ name: 'Renamed', timeZone: 'Europe/Berlin', currency: 'eur', backdateHours: 24 });
    expect(await rowsOf('workspace.update')).toMatchObject([
      {
        target_id: customerId,
        reason: 'New contract',
        before: { name: 'Test workspace', backdateHours: 72 },
        after: { name: 'Renamed', backdateHours: 24 },
      },
    ]);
    await expect(changeCustomer(operator, { ...wanted, timeZone: 'Mars/Base' })).rejects.toMatchObject({
      facts: { problem: 'timeZoneInvalid' },
    });
  });

  test('is closed for a reason, and opened again', async () => {
    const customerId = await createWorkspace(database.pool);
    const statusNow = async () => (await readCustomerDetail(operator, customerId, 'live')).customer.status;
    await setCustomerClosed(operator, { customerId, isClosed: true, reason: 'Left' });
    await setCustomerClosed(operator, { customerId, isClosed: true, reason: 'Left' });
    expect(await statusNow()).toBe('closed');
    await setCustomerClosed(operator, { customerId, isClosed: false, reason: 'Is back' });
    expect(await statusNow()).toBe('active');
    expect((await rowsOf('workspace.close')).map(({ reason }) => reason)).toEqual(['Left']);
    expect((await rowsOf('workspace.reopen')).map(({ reason }) => reason)).toEqual(['Is back']);
  });

  test('shows what its wallets, grants and holds are', async () => {
    const customerId = await createWorkspace(database.pool);
    const ledger = getLedger();
    await giveCredits(ledger, customerId, 50n * CREDIT);
    await ledger.placeHold({ ...booksOf(customerId), owner: { kind: 'workspace' }, amountMicro: 20n * CREDIT });
    const detail = await readCustomerDetail(operator, customerId, 'live');
    expect(detail.figures).toMatchObject({ availableMicro: 30n * CREDIT, heldMicro: 20n * CREDIT });
    expect([detail.grants.length, detail.holds.length, detail.endedGrants.length]).toEqual([1, 1, 0]);
    expect((await readCustomerDetail(operator, customerId, 'test')).figures.walletCount).toBe(0);
  });
});

describe('packs', () => {
  const packForm = (more: object = {}) => ({
    id: newId(),
    name: 'Starter',
    credits: '1000',
    bonus: '50',
    validDays: '365',
    bonusValidDays: '30',
    prices: [
      { currency: 'USD', amount: '25.00' },
      { currency: 'eur', amount: '23,50' },
      { currency: '', amount: ' ' },
      { currency: 'jpy', amount: '3900' },
    ],
    isActive: true,
    isFeatured: true,
    reason: 'Price list 2027',
    ...more,
  });

  test('are made once by one form, in several currencies with their own decimals', async () => {
    const form = packForm();
    await savePackForm(operator, form, TRACE);
    await savePackForm(operator, form, TRACE);
    const pack = await getManagedPack(operator, form.id);
    // The first is the one that counts where no currency is named.
    expect(pack.prices).toEqual([
      { currency: 'usd', priceMinor: 2_500n },
      { currency: 'eur', priceMinor: 2_350n },
      { currency: 'jpy', priceMinor: 3_900n },
    ]);
    expect((await rowsOf('pack.create'))[0]).toMatchObject({ target_id: form.id, reason: 'Price list 2027' });
  });

  test('have one that is featured, and an order', async () => {
    const [first, second] = [packForm({ name: 'A' }), packForm({ name: 'B' })];
    await savePackForm(operator, first);
    await savePackForm(operator, second);
    const featured = (await listManagedPacks(operator)).filter(({ isFeatured }) => isFeatured);
    expect(featured.map(({ id }) => id)).toEqual([second.id]);
    await movePack(operator, { packId: second.id, direction: 'up' });
    const order = (await listManagedPacks(operator)).map(({ id }) => id);
    expect(order.indexOf(second.id)).toBe(order.indexOf(first.id) - 1);
  });

  test('that are taken off sale are not offered any more', async () => {
    const form = packForm({ isFeatured: false });
    await savePackForm(operator, form);
    await savePackForm(operator, { ...form, isActive: false });
    expect((await listPacks()).map(({ id }) => id)).not.toContain(form.id);
    expect((await rowsOf('pack.update')).at(-1)).toMatchObject({
      before: { isActive: true },
      after: { isActive: false },
    });
  });

  test.each([
    ['credits', '0', 'amountInvalid'],
    ['validDays', '-1', 'daysInvalid'],
    ['name', ' ', 'packNameInvalid'],
  ])('with %s %j are refused', async (field, value, problem) => {
    await expect(savePackForm(operator, packForm({ [field]: value }))).rejects.toMatchObject({ facts: { problem } });
  });

  const price = (currency: string, amount: string) => ({ currency, amount });

  test.each([
    [[], 'priceCurrency.0', 'pricesMissing'],
    [[price('', ' ')], 'priceCurrency.0', 'pricesMissing'],
    [[price('usd', '')], 'priceAmount.0', 'priceInvalid'],
    [[price('', '5')], 'priceCurrency.0', 'currencyInvalid'],
    [[price('', ''), price('euro', '5')], 'priceCurrency.1', 'currencyInvalid'],
    [[price('usd', '1'), price('jpy', '1.5')], 'priceAmount.1', 'priceInvalid'],
    [[price('usd', '1'), price('USD', '2')], 'priceCurrency.1', 'priceTwice'],
    [[price('usd', '1000000')], 'priceAmount.0', 'priceTooLarge'],
    [[price('isk', '500.50')], 'priceAmount.0', 'priceTooFine'],
  ])('with prices like %j are refused at %s', async (prices, field, problem) => {
    await expect(savePackForm(operator, packForm({ prices }))).rejects.toMatchObject({
      facts: { problem },
      fields: [{ path: [field] }],
    });
  });

  test('say of every row of prices what is wrong with it, in the reader’s language', async () => {
    const prices = [price('usd', 'x'), price('eur', '1'), price('e', '1'), price('eur', '2')];
    const error = await savePackForm(operator, packForm({ prices })).catch((refusal: AppError) => refusal);
    const { message, fields } = explainProblem(error as AppError, 'de');
    expect(Object.keys(fields)).toEqual(['priceAmount.0', 'priceCurrency.2', 'priceCurrency.3']);
    expect(fields['priceCurrency.3']).toBe('Diese Währung steht schon in der Liste.');
    expect(message).not.toBe(fields['priceAmount.0']);
  });

  test('with a price too large for few credits, or too many prices, are refused', async () => {
    const codes = Array.from({ length: 31 }, (_, at) => price(`a${'abcdefgh'[at % 8]}${'wxyz'[at >> 3]}`, '1'));
    await expect(savePackForm(operator, packForm({ prices: codes }))).rejects.toMatchObject({
      facts: { problem: 'pricesTooMany' },
    });
    const dear = packForm({ credits: '0.000001', prices: [price('usd', '999999.99')] });
    await expect(savePackForm(operator, dear)).rejects.toMatchObject({ facts: { problem: 'priceTooDear' } });
  });

  test('stand beside a price of own amounts, which can be set and taken away', async () => {
    const form = { currency: 'CHF', unitCost: '0,025', min: '5', max: '500', validDays: '', reason: 'New market' };
    await setPriceForm(operator, form);
    const chf = (await listCreditPrices(operator)).find(({ currency }) => currency === 'chf');
    expect(chf).toMatchObject({ unitCostNano: 2_500_000_000n, minMinor: 500n });
    await removePriceForm(operator, { currency: 'chf', reason: 'Too small' });
    const rows = (await auditBy(database.pool, operator)).filter(({ target_id }) => target_id === 'chf');
    expect(rows.map(({ reason }) => reason)).toEqual(['New market', 'Too small']);
    await expect(setPriceForm(operator, { ...form, max: '4' })).rejects.toMatchObject({
      facts: { problem: 'limitsInvalid' },
    });
    await expect(setPriceForm(operator, { ...form, unitCost: '0,00000000001', max: '999999' })).rejects.toMatchObject({
      facts: { problem: 'unitCostTooCheap' },
    });
  });
});

describe('the audit log', () => {
  test('is filtered, and every row of a filter is exported, safe for spreadsheets', async () => {
    const customerId = await createWorkspace(database.pool);
    for (let count = 0; count < 205; count++) {
      await database.pool.query(
        `INSERT INTO audit_log (workspace_id, id, action, target_kind, target_id, actor_kind, actor_id, reason)
         VALUES ($1, $2, 'thing.change', 'thing', 't', 'user', $3, '=cmd()')`,
        [customerId, newId(), operator.userId],
      );
    }
    const filter = { workspaceId: customerId, action: 'thing.' };
    expect((await searchAudit(operator, filter)).items).toHaveLength(50);
    const text = await new Response(csvStream(exportAudit(operator, filter), { header: AUDIT_HEADER })).text();
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(206);
    expect(lines[1]).toContain(",'=cmd(),");
    expect(lines[1]).toContain(operator.email);
    expect((await searchAudit(operator, { ...filter, action: 'other.' })).items).toEqual([]);
    expect((await searchAudit(operator, { ...filter, toDate: '2001-01-01' })).items).toEqual([]);
    expect((await searchAudit(operator, { ...filter, actor: operator.email })).items).toHaveLength(50);
    expect((await searchAudit(operator, { ...filter, actor: 'a%b' })).items).toEqual([]);
  });
});

/** A purchase that was paid, with its credits. */
async function sell(
  customerId: string,
  { currency, price, daysAgo = 0 }: { currency: string; price: number; daysAgo?: number },
): Promise<string> {
  const id = newId();
  await inTransaction(async (client) => {
    const { rows } = await client.query<PurchaseRow>(
      `INSERT INTO purchases (workspace_id, id, status, credit_micro, price_minor, currency, actor_kind, paid_at)
       VALUES ($1, $2, 'paid', 1000000, $3, $4, 'user', now() - make_interval(days => $5)) RETURNING *`,
      [customerId, id, price, currency, daysAgo],
    );
    await creditPurchase(client, rows[0]!, new Date());
  });
  return id;
}

test('the overview counts sales of the month by currency, and what customers may still spend', async () => {
  const customerId = await createWorkspace(database.pool);
  await sell(customerId, { currency: 'usd', price: 1_000 });
  await sell(customerId, { currency: 'usd', price: 500 });
  await sell(customerId, { currency: 'eur', price: 700 });
  await sell(customerId, { currency: 'usd', price: 9_999, daysAgo: 40 });
  const before = await readConsoleOverview(operator);
  expect(before.sales).toEqual([
    { currency: 'eur', count: 1, grossMinor: 700n, refundedMinor: 0n },
    { currency: 'usd', count: 2, grossMinor: 1_500n, refundedMinor: 0n },
  ]);
  await getLedger().grant({
    ...booksOf(customerId),
    owner: { kind: 'workspace' },
    source: 'admin',
    amountMicro: 10n * CREDIT,
    unitCostNano: 2_000_000_000n,
    currency: 'usd',
  });
  const { liability } = await readConsoleOverview(operator);
  expect(liability.creditMicro - before.liability.creditMicro).toBe(10n * CREDIT);
  const usd = ({ paid }: typeof liability) => paid.find(({ currency }) => currency === 'usd')?.minor ?? 0n;
  expect(usd(before.liability)).toBe(11_499n);
  expect(usd(liability)).toBe(11_519n);
});

test('purchases are filtered by status, currency, road, day and customer', async () => {
  const customerId = await createWorkspace(database.pool);
  const id = await sell(customerId, { currency: 'sek', price: 100 });
  await database.pool.query(
    `UPDATE purchases SET fulfilled_by = 'sweep', checkout_session_id = 'cs_test_1', created_at = '2020-05-05T23:59:59Z'
     WHERE id = $1`,
    [id],
  );
  const find = async (filter: object) => (await searchAllPurchases(operator, filter)).items.map((row) => row.id);
  for (const filter of [
    { customerId },
    { text: id },
    { text: 'cs_test_1' },
    { currency: 'SEK' },
    { road: 'sweep' },
    { fromDate: '2020-05-05', toDate: '2020-05-05' },
    { status: 'paid', customerId },
  ]) {
    expect(await find(filter), JSON.stringify(filter)).toEqual([id]);
  }
  for (const filter of [
    { customerId, status: 'review' },
    { customerId, road: 'webhook' },
    { customerId, fromDate: '2020-05-06' },
    { customerId, toDate: '2020-05-04' },
    { text: 'cs_test_2' },
  ]) {
    expect(await find(filter), JSON.stringify(filter)).toEqual([]);
  }
});

test('the books are verified from the console, one run at a time, and the result is kept', async () => {
  await database.pool.query(
    `INSERT INTO verify_runs (id, actor_kind, started_at) VALUES ($1, 'operator', now() - interval '1 minute')`,
    [newId()],
  );
  await expect(verifyNow(operator)).rejects.toMatchObject({ facts: { problem: 'verifyRunning' } });
  await database.pool.query(`UPDATE verify_runs SET started_at = now() - interval '11 minutes'`);
  const run = await verifyNow(operator, TRACE);
  expect(run).toMatchObject({ violations: [], error: null });
  expect(run.checks).toBeGreaterThan(10);
  const system = await readSystem(operator);
  expect(system.lastVerify?.id).toBe(run.id);
  expect(system.missingMigrations).toEqual([]);
});
